-- title: Order that is needed and not kept
-- severity: high
-- question: Two changes of one item are in the queue. Which of them does the store have in the end?
-- why: Several consumers take messages at the same time, and a failed one comes back later: the
--   older change may be written after the newer one, and what people read stays wrong.
-- fix: Keep the order within the item's key (a FIFO queue with that ordering key, or a stream with
--   that partition key), or let the store refuse a change that is older than what it has.
-- sources: Kleppmann, "Designing Data-Intensive Applications" (2017), chapter 11
-- apply: set {queue} ordering fifo; set {queue} ordering_key {key}; set {stream} partition_key {key}
-- proof: fault hot_key_pct=30 at key {key}; measure lost_updates; measure stale
WITH RECURSIVE
-- Queues and streams that do not keep the order of the keys of what they carry.
loose(queue, operation, key) AS (
    SELECT s.source, o.id, o.key
    FROM steps s
    JOIN components q ON q.id = s.source
    JOIN operations o ON o.id = s.operation
    WHERE s.kind = 'consume' AND o.type = 'write' AND o.key IS NOT NULL
      -- It comes to a database from behind some queue, and somebody reads what was written, and is
      -- promised that it is not old.
      AND o.id IN (SELECT f.operation
                   FROM components d JOIN flows f ON f.component = d.id AND f.deferred = 1
                   WHERE d.kind IN ('sql_db', 'kv_store'))
      AND EXISTS (SELECT 1 FROM operations r
                  WHERE r.type = 'read' AND r.key = o.key AND r.stale_pct IS NOT NULL)
      AND (q.kind = 'queue' AND NOT (q.ordering = 'fifo' AND coalesce(q.ordering_key, o.key) = o.key)
           OR q.kind = 'stream' AND q.partitions > 1 AND coalesce(q.partition_key, '') <> o.key)
),
behind(queue, operation, key, component) AS (
    SELECT l.queue, l.operation, l.key, s.target
    FROM loose l JOIN steps s ON s.source = l.queue AND s.operation = l.operation
    WHERE s.kind = 'consume'
    UNION
    SELECT b.queue, b.operation, b.key, s.target
    FROM behind b JOIN steps s ON s.source = b.component AND s.operation = b.operation
    WHERE s.kind = 'call'
)
SELECT q.id AS subject,
       printf('%s delivers "%s" in any order to %d slots: of two changes of one %s the older may be '
              || 'written to %s last, and "%s" shows it.', q.label, w.title,
              (SELECT sum(t.replicas * t.concurrency) FROM connections c
               JOIN components t ON t.id = c.target WHERE c.source = q.id AND c.kind = 'consume'),
              b.key, store.label, r.title) AS message,
       CASE q.kind WHEN 'queue' THEN q.id END AS queue,
       CASE q.kind WHEN 'stream' THEN q.id END AS stream,
       b.key AS key
FROM behind b
JOIN components store ON store.id = b.component AND store.kind IN ('sql_db', 'kv_store')
JOIN operations w ON w.id = b.operation
JOIN effects e ON e.operation = w.id AND e.kind = store.kind
JOIN flows f ON f.component = store.id
JOIN operations r ON r.id = f.operation AND r.type = 'read' AND r.key = w.key
                 AND r.stale_pct IS NOT NULL
JOIN components q ON q.id = b.queue
WHERE coalesce(store.conditional_writes, 0) = 0
  AND coalesce(store.concurrency_control, 'none') <> 'optimistic'
GROUP BY q.id
