-- title: Writes beyond one primary
-- severity: high
-- question: Every write goes through this one machine. How many a second can it take?
-- why: Read replicas and standbys do not help a database with its writes: all of them go through one
--   primary, and each standby repeats them. Past its capacity every writer waits.
-- fix: Split the data by a key over several primaries or a partitioned store, batch the writes, or
--   write less.
-- apply: add kv_store as @store "{label}, partitioned" near {subject} partitions={partitions}
--   partition_key={key} copies=3 zones=3 consistency=strong conditional_writes=true
--   why "{partitions} partitions by {key} share the writes that one primary could not take";
--   reconnect {arrows} to @store; remove {movable}
-- proof: measure failed; measure p99_ms; measure wait_mean_ms of component {subject}; run 20
-- sources: Kleppmann, "Designing Data-Intensive Applications" (2017), chapters 5 and 6
WITH
writes(store, rate, busy) AS (
    SELECT f.component, sum(f.rate_per_s),
           sum(f.rate_per_s) * d.write_ms / 1000 / d.concurrency
    FROM flows f
    JOIN operations o ON o.id = f.operation AND o.type = 'write'
    JOIN components d ON d.id = f.component AND d.kind = 'sql_db'
    GROUP BY f.component, d.write_ms, d.concurrency
),
-- Data that is always asked for by one key can live in partitions, where the effects allow it.
movable(store, key) AS (
    SELECT f.component, min(o.key)
    FROM flows f JOIN operations o ON o.id = f.operation
    WHERE f.component IN (SELECT store FROM writes WHERE busy > 0.8)
    GROUP BY f.component
    HAVING count(DISTINCT coalesce(o.key, '')) = 1
       AND min(o.key IS NOT NULL) = 1
       AND min(o.effect IS NULL
               OR NOT EXISTS (SELECT 1 FROM effects e WHERE e.operation = o.id AND e.kind = 'sql_db')
               OR EXISTS (SELECT 1 FROM effects e WHERE e.operation = o.id AND e.kind = 'kv_store'))
)
SELECT d.id AS subject,
       printf('%s has one primary, and %,d writes a second keep it %d %% busy (it can take %,d); '
              || 'neither standbys nor read replicas take any of them off it.', d.label,
              CAST(round(w.rate) AS INTEGER), CAST(round(100 * w.busy) AS INTEGER),
              CAST(round(w.rate / w.busy) AS INTEGER)) AS message,
       d.label AS label, m.key AS key, m.store AS movable,
       CASE WHEN m.key IS NOT NULL THEN CAST(ceil(w.rate * 6 / 1000 / 6 / 0.5) AS INTEGER) END
           AS partitions,
       CASE WHEN m.key IS NOT NULL
            THEN (SELECT group_concat(id) FROM connections WHERE target = d.id) END AS arrows
FROM writes w
JOIN components d ON d.id = w.store
LEFT JOIN movable m ON m.store = d.id
WHERE w.busy > 0.8
