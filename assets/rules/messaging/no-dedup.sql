-- title: Deduplication is missing
-- severity: critical
-- question: The queue delivers this message twice. What does the customer see?
-- why: Queues and streams deliver at least once: a crash before the acknowledgement, or a
--   visibility timeout that runs out, delivers a message again. A consumer that does not check does
--   its work again.
-- fix: Check the message's idempotency key before the effect: connect the consumer to a store with
--   "deduplicate with", use conditional writes, or pass the key on to a provider that accepts it.
-- sources: Amazon SQS developer guide, "Standard queues: at-least-once delivery"
-- apply: set {conditional} conditional_writes true; set {provider} accepts_idempotency_key true;
--   find kv_store as @keys;
--   add kv_store as @keys "{one_store}" near {asker} copies=3 zones=3
--     why "Remembers what was done, so that a redelivery does nothing twice.";
--   add kv_store as @keys "{many_stores}" near {asker} copies=3 zones=3 partitions={shards}
--     partition_key={by} why "Remembers what was done, so that a redelivery does nothing twice.";
--   connect {asker} @keys dedup operations {operations} window_s=86400
-- proof: fault duplicate_pct=20 at component {queue}; measure duplicated
WITH RECURSIVE
reached(queue, consumer, operation, component, is_place) AS (
    SELECT s.source, s.target, s.operation, s.target, s.unkeyed
    FROM steps s
    JOIN components q ON q.id = s.source
    WHERE s.kind = 'consume' AND s.repeat_harms = 1 AND q.kind IN ('queue', 'stream')
    UNION
    SELECT r.queue, r.consumer, r.operation, s.target, s.unkeyed
    FROM reached r
    JOIN steps s ON s.operation = r.operation AND s.source = r.component AND s.kind = 'call'
                AND s.repeat_harms = 1
)
SELECT w.id AS subject,
       w.label || ' reads ' || q.label || ', which delivers at least once, and nothing up to ' ||
       place.label || ' checks an idempotency key: a redelivery repeats "' ||
       -- The largest of them; with max() as the only aggregate of its kind, o.title is of that row.
       o.title || '"' || CASE WHEN count(*) > 1 THEN ' and ' || (count(*) - 1) || ' more' ELSE '' END ||
       CASE WHEN q.duplicate_pct > 0 AND max(f.rate_per_s) > 0
            THEN printf(' (about %,d times a day)',
                        CAST(round(sum(f.rate_per_s) * q.duplicate_pct / 100 * 86400) AS INTEGER))
            ELSE '' END || '.' AS message,
       r.queue AS queue,
       -- Where the effect happens is the best place to check: a key that is kept before it is given
       -- back when the answer is lost.
       CASE WHEN place.conditional_writes = 0 THEN place.id END AS conditional,
       CASE WHEN place.accepts_idempotency_key = 0 THEN place.id END AS provider,
       CASE WHEN place.conditional_writes IS NULL AND place.accepts_idempotency_key IS NULL
            THEN r.consumer END AS asker,
       -- A new store takes a key in 6 ms, six at a time: more of them need more than one partition.
       CASE WHEN coalesce(sum(f.rate_per_s), 0) <= 600 OR o.key IS NULL THEN 'Done keys' END AS one_store,
       CASE WHEN sum(f.rate_per_s) > 600 AND o.key IS NOT NULL THEN 'Done keys' END AS many_stores,
       CAST(ceil(sum(f.rate_per_s) / 600) AS INTEGER) AS shards, o.key AS "by",
       group_concat(o.id) AS operations
FROM reached r
JOIN components w ON w.id = r.consumer
JOIN components q ON q.id = r.queue
JOIN components place ON place.id = r.component
JOIN operations o ON o.id = r.operation
LEFT JOIN flows f ON f.operation = o.id AND f.component = place.id
WHERE r.is_place = 1
  AND o.type = 'write'
  -- Where a second time does no harm, a scenario that speaks of effects sets no target for it.
  AND (o.duplicated IS NOT NULL
       OR NOT EXISTS (SELECT 1 FROM operations t
                      WHERE t.duplicated IS NOT NULL OR t.lost IS NOT NULL))
GROUP BY w.id, q.id, place.id
