-- title: Hot partition
-- severity: high
-- question: One key is far more popular than the rest. Which machine gets all of it?
-- why: A key lives in one partition. When one key, or one of few keys, draws a large share of the
--   traffic, its partition saturates while the others idle and every average looks healthy.
-- fix: Choose a partition key with many values of even popularity, salt a hot key over several,
--   or take its reads off the store with a cache. A stream in which nothing asks for order needs no
--   key; where something does, the work of one message has to become shorter.
-- apply: set {subject} key_salt {salt}; unset {scattered} partition_key
-- proof: fault hot_key_pct={hot_pct} at key {hot_key}; measure failed; measure p99_ms;
--   measure wait_mean_ms of component {subject}; measure late; measure queue_max of component {subject}
-- sources: Amazon DynamoDB developer guide, "Designing partition keys to distribute your workload"
WITH RECURSIVE
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
-- Of the streams that keep the order of their key: what writes it further on, message by message.
ordered(stream, operation, component) AS (
    SELECT s.source, s.operation, s.target
    FROM keyed k
    JOIN components q ON q.id = k.id AND q.kind = 'stream'
    JOIN steps s ON s.source = q.id AND s.kind = 'consume'
    JOIN operations o ON o.id = s.operation AND o.type = 'write' AND o.key = q.partition_key
    UNION
    SELECT b.stream, b.operation, s.target
    FROM ordered b JOIN steps s ON s.source = b.component AND s.operation = b.operation
    WHERE s.kind = 'call'
),
-- Where a reader would see that the older of two changes was written last.
order_matters(stream) AS (
    SELECT b.stream
    FROM ordered b
    JOIN components store ON store.id = b.component AND store.kind IN ('sql_db', 'kv_store')
    JOIN operations w ON w.id = b.operation
    JOIN effects e ON e.operation = w.id AND e.kind = store.kind
    JOIN flows f ON f.component = store.id
    JOIN operations r ON r.id = f.operation AND r.type = 'read' AND r.key = w.key
                     AND r.stale_pct IS NOT NULL
    WHERE coalesce(store.conditional_writes, 0) = 0
      AND coalesce(store.concurrency_control, 'none') <> 'optimistic'
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
              || '%s times what that one can take%s.',
              c.partition_key, round(100 * h.share, 1), c.label,
              CAST(round(c.arrivals_per_s * h.share) AS INTEGER), c.partitions,
              round(h.busy, 1),
              CASE WHEN c.kind = 'stream'
                        AND w.busy * CASE WHEN h.is_staged THEN k.hot_pct / 100 ELSE y.top_share END > 1
                   THEN '; one ' || c.partition_key || ' alone is too much for any, however many there are'
                   ELSE '' END) AS message,
       CASE WHEN h.is_staged THEN k.hot_pct END AS hot_pct,
       CASE WHEN h.is_staged THEN c.partition_key END AS hot_key,
       -- As many partitions for one key as bring the busiest below seven tenths, where that is
       -- possible.
       CASE WHEN c.key_salt < c.partitions AND w.busy / c.partitions < 0.6
            THEN CAST(min(c.partitions,
                          ceil(c.key_salt * (h.share - 1.0 / c.partitions)
                               / (0.7 / w.busy - 1.0 / c.partitions))) AS INTEGER) END AS salt,
       CASE WHEN c.kind = 'stream' AND c.id NOT IN (SELECT stream FROM order_matters)
            THEN c.id END AS scattered
FROM hot h
JOIN components c ON c.id = h.id
JOIN keyed k ON k.id = h.id
JOIN whole w ON w.id = h.id
JOIN keys y ON y.id = k.key
