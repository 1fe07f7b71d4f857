-- title: Hot partition
-- severity: high
-- question: One key is far more popular than the rest. Which machine gets all of it?
-- why: A key lives in one partition. When one key, or one of few keys, draws a large share of the
--   traffic, its partition saturates while the others idle and every average looks healthy.
-- fix: Choose a partition key with many values of even popularity, salt a hot key over several,
--   or take its reads off the store with a cache.
-- sources: Amazon DynamoDB developer guide, "Designing partition keys to distribute your workload"
WITH
-- What the busiest partition has to carry, against what it can.
load(id, busy) AS (
    SELECT id, utilisation * partitions * partition_share
    FROM components WHERE utilisation IS NOT NULL AND partition_share IS NOT NULL
    UNION ALL
    -- The messages of one partition of a stream are taken one after the other.
    SELECT s.id, max(s.arrivals_per_s * s.partition_share * w.holding_ms / 1000)
    FROM components s
    JOIN connections c ON c.source = s.id AND c.kind = 'consume'
    JOIN components w ON w.id = c.target
    WHERE s.kind = 'stream'
    GROUP BY s.id
)
SELECT c.id AS subject,
       printf('%s sends %s %% of the traffic of %s (%s a second) to one of its %d partitions, '
              || '%s times what that one can take.',
              c.partition_key, round(100 * c.partition_share, 1), c.label,
              CAST(round(c.arrivals_per_s * c.partition_share) AS INTEGER), c.partitions,
              round(load.busy, 1)) AS message
FROM components c JOIN load ON load.id = c.id
WHERE c.partition_key IS NOT NULL
  AND c.partitions > 1
  AND c.partition_share * c.partitions > 1.5
  AND load.busy > 0.8
