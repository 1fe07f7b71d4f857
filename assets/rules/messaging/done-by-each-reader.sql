-- title: Each reader does the same work
-- severity: critical
-- question: Two readers of this get every message, and both do the same with it. How often does it happen?
-- why: Every reader of a stream and every subscriber of a topic gets all messages. When two of them have
--   the same effect at the same place, it happens twice for each message, and nothing has to fail first.
-- fix: Let one of them do it: replicas of one worker share the messages, two workers do not. Where both
--   have to, let the place of the effect tell by a key what was done.
-- sources: Hohpe and Woolf, "Enterprise Integration Patterns" (2003), "Publish-Subscribe Channel" and
--   "Competing Consumers"; Apache Kafka documentation, "Consumers", on consumer groups
-- apply: set {conditional} conditional_writes true; set {provider} accepts_idempotency_key true
-- proof: measure duplicated
WITH RECURSIVE
shared(broker, operation) AS (
    SELECT s.source, s.operation
    FROM steps s
    JOIN components q ON q.id = s.source AND q.kind IN ('stream', 'topic')
    WHERE s.kind = 'consume'
    GROUP BY s.source, s.operation
    HAVING count(*) > 1
),
-- Where each of them takes the operation.
reached(broker, reader, operation, component) AS (
    SELECT h.broker, s.target, h.operation, s.target
    FROM shared h
    JOIN steps s ON s.source = h.broker AND s.operation = h.operation AND s.kind = 'consume'
    UNION
    SELECT r.broker, r.reader, r.operation, s.target
    FROM reached r
    JOIN steps s ON s.operation = r.operation AND s.source = r.component
    WHERE s.kind IN ('call', 'publish', 'consume')
),
twice(broker, place, operation, readers, labels) AS (
    SELECT r.broker, p.id, r.operation, count(*), group_concat(w.label, ' and ')
    FROM reached r
    JOIN components p ON p.id = r.component
    JOIN operations o ON o.id = r.operation AND o.type = 'write'
    JOIN effects e ON e.operation = o.id AND e.kind = p.kind
    JOIN components w ON w.id = r.reader
    WHERE coalesce(p.conditional_writes, 0) = 0 AND coalesce(p.accepts_idempotency_key, 0) = 0
      AND (o.duplicated IS NOT NULL
           OR NOT EXISTS (SELECT 1 FROM operations t
                          WHERE t.duplicated IS NOT NULL OR t.lost IS NOT NULL))
    GROUP BY r.broker, p.id, r.operation
    HAVING count(*) > 1
)
SELECT q.id AS subject,
       printf('%s gives each message to %s, and %s come to %s: "%s" happens %s there for each message%s.',
              q.label, t.labels, CASE t.readers WHEN 2 THEN 'both' ELSE 'all of them' END, p.label,
              o.title,
              CASE t.readers WHEN 2 THEN 'twice' ELSE t.readers || ' times' END,
              CASE WHEN count(*) > 1 THEN printf(', and so do%s %d more', CASE count(*) WHEN 2 THEN 'es' ELSE '' END,
                                                 count(*) - 1)
                   ELSE '' END) AS message,
       CASE WHEN p.conditional_writes = 0 THEN p.id END AS conditional,
       CASE WHEN p.accepts_idempotency_key = 0 THEN p.id END AS provider
FROM twice t
JOIN components q ON q.id = t.broker
JOIN components p ON p.id = t.place
JOIN operations o ON o.id = t.operation
GROUP BY t.broker, t.place
