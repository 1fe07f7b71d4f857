-- title: Hot partition
-- severity: high
-- question: One key is far more popular than the rest. Which machine gets all of it?
-- why: A key lives in one partition. When one key, or one of few keys, draws a large share of the
--   traffic, its partition saturates while the others idle and every average looks healthy.
-- fix: Choose a partition key with many values of even popularity, salt a hot key over several,
--   or take its reads off the store with a cache.
-- apply: set {subject} key_salt {salt}
-- proof: fault hot_key_pct={hot_pct} at key {hot_key}; measure failed; measure p99_ms;
--   measure wait_mean_ms of component {subject}; measure late; measure queue_max of component {subject}
-- sources: Amazon DynamoDB developer guide, "Designing partition keys to distribute your workload"
WITH
keyed(id, key, shards, salt, share, hot_pct) AS (
    SELECT c.id, c.partition_key, c.partitions, c.key_salt, c.partition_share,
           (SELECT max(hot_key_pct) FROM faults
            WHERE target_type = 'key' AND target = c.partition_key AND hot_key_pct > 0)
    FROM components c
    WHERE c.partitions > 1 AND c.partition_key IS NOT NULL AND c.partition_share IS NOT NULL
),
-- The share of the busiest partition while the scenario's hot key lasts; a cache before the store
-- answers the reads of one value.
staged(id, share) AS (
    SELECT k.id,
           (1 - x.exposed * k.hot_pct / 100) * k.share
           + x.exposed * k.hot_pct / 100 / min(coalesce(k.salt, 1), k.shards)
    FROM keyed k
    JOIN (SELECT f.component AS id, sum(CASE
                 WHEN o.key = q.partition_key
                      AND (o.type = 'write'
                           OR NOT EXISTS (SELECT 1 FROM flows p JOIN components m ON m.id = p.component
                                          WHERE p.operation = o.id AND m.kind IN ('cache', 'cdn')))
                 THEN f.rate_per_s ELSE 0 END) / max(sum(f.rate_per_s), 1e-9) AS exposed
          FROM flows f
          JOIN components q ON q.id = f.component AND q.partitions > 1
          JOIN operations o ON o.id = f.operation
          GROUP BY f.component) x ON x.id = k.id
    WHERE k.hot_pct IS NOT NULL
),
-- What one partition has to carry when it gets all, against what it can.
whole(id, busy) AS (
    SELECT id, utilisation * partitions FROM components
    WHERE utilisation IS NOT NULL AND partitions > 1
    UNION ALL
    -- The messages of one partition of a stream are taken one after the other.
    SELECT s.id, max(s.arrivals_per_s * w.holding_ms / 1000)
    FROM components s
    JOIN connections c ON c.source = s.id AND c.kind = 'consume'
    JOIN components w ON w.id = c.target
    WHERE s.kind = 'stream'
    GROUP BY s.id
),
hot(id, share, busy, is_staged) AS (
    SELECT k.id,
           CASE WHEN w.busy * k.share > 0.8 THEN k.share ELSE s.share END,
           w.busy * CASE WHEN w.busy * k.share > 0.8 THEN k.share ELSE s.share END,
           w.busy * k.share <= 0.8
    FROM keyed k
    JOIN whole w ON w.id = k.id
    LEFT JOIN staged s ON s.id = k.id
    WHERE (w.busy * k.share > 0.8 AND k.share * k.shards > 1.5)
       OR (w.busy * s.share > 1 AND s.share * k.shards > 1.5)
)
SELECT c.id AS subject,
       CASE WHEN h.is_staged
            THEN printf('When one %s gets %s %% of the traffic, as the scenario says, ',
                        c.partition_key, round(k.hot_pct, 1))
            ELSE '' END ||
       printf('%s sends %s %% of the traffic of %s (%,d a second) to one of its %d partitions, '
              || '%s times what that one can take.',
              c.partition_key, round(100 * h.share, 1), c.label,
              CAST(round(c.arrivals_per_s * h.share) AS INTEGER), c.partitions,
              round(h.busy, 1)) AS message,
       CASE WHEN h.is_staged THEN k.hot_pct END AS hot_pct,
       CASE WHEN h.is_staged THEN c.partition_key END AS hot_key,
       -- As many partitions for one key as bring the busiest below seven tenths, where that is
       -- possible.
       CASE WHEN c.key_salt IS NOT NULL AND w.busy / c.partitions < 0.6
            THEN CAST(min(c.partitions,
                          ceil(c.key_salt * (h.share - 1.0 / c.partitions)
                               / (0.7 / w.busy - 1.0 / c.partitions))) AS INTEGER) END AS salt
FROM hot h
JOIN components c ON c.id = h.id
JOIN keyed k ON k.id = h.id
JOIN whole w ON w.id = h.id
