-- title: Partition key with few values
-- severity: medium
-- question: How many different values does this key have, and how many partitions can they fill?
-- why: A value lives in one partition, so a key with fewer values than there are partitions leaves the
--   rest idle for ever. More partitions cost money and change nothing.
-- fix: Partition by a key with many more values than partitions, or add a second part to the key.
-- apply: set {subject} key_salt {salt}
-- proof: measure partition_heat of component {subject}; measure p99_ms
-- sources: Amazon DynamoDB developer guide, "Best practices for designing and using partition keys
--   effectively"
WITH
-- The messages of one partition of a stream are taken one after the other.
slowest(stream, busy) AS (
    SELECT c.source, max(s.arrivals_per_s * s.partition_share * w.holding_ms / 1000)
    FROM connections c
    JOIN components s ON s.id = c.source AND s.kind = 'stream' AND s.partition_key IS NOT NULL
    JOIN components w ON w.id = c.target
    WHERE c.kind = 'consume'
    GROUP BY c.source
)
SELECT c.id AS subject,
       printf('%s has %d partitions, but %s has only %,d values: at least %d of the partitions never '
              || 'get any work, and the busiest gets %d %% of it.', c.label, c.partitions, k.id,
              CAST(k.count AS INTEGER),
              CAST(c.partitions - k.count * coalesce(c.key_salt, 1) AS INTEGER),
              CAST(round(100 * c.partition_share) AS INTEGER)) AS message,
       CASE WHEN c.key_salt IS NOT NULL
            THEN CAST(min(1000, ceil(4.0 * c.partitions / k.count)) AS INTEGER) END AS salt
FROM components c
JOIN keys k ON k.id = c.partition_key
LEFT JOIN slowest s ON s.stream = c.id
WHERE c.partitions > 1
  AND k.count * coalesce(c.key_salt, 1) < c.partitions
  AND c.partition_share * c.partitions > 1.05
  -- A partition that is too busy already has a finding of its own.
  AND coalesce(c.peak_utilisation, s.busy, 0) <= 0.8
