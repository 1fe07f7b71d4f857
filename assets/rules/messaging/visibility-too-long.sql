-- title: A crash is noticed too late
-- severity: medium
-- question: The worker dies with the message in its hands. When does the next one get it?
-- why: A queue learns of a crash only when the visibility timeout has run out. When that is longer than
--   what was promised, every message that a crashed or redeployed worker had is late, however many
--   workers are idle.
-- fix: Set the visibility timeout well below the promise, and still above the longest that a message
--   can take. Where both cannot be had, let workers prolong it while they work, or shorten the work.
-- sources: Amazon SQS developer guide, "Visibility timeout"
-- apply: set {subject} visibility_timeout_s {mended}
-- proof: run 60; fault down_pct=50 at component {consumer} from 20 for 10;
--   measure late of operation {operation}
WITH
-- Consumers that come too late when a message has to come again.
tardy(queue, consumer, operation) AS (
    SELECT q.id, s.target, o.id
    FROM components q
    JOIN steps s ON s.source = q.id AND s.kind = 'consume'
    JOIN operations o ON o.id = s.operation AND o.type = 'write'
    WHERE q.kind = 'queue' AND q.visibility_timeout_s >= o.effect_within_s
),
-- The longest that one message may take of its consumer's time: its own work, and all calls.
longest(queue, consumer, operation, ms) AS (
    SELECT t.queue, t.consumer, t.operation,
           max(coalesce(f.answer_p99_ms, 0),
               w.service_ms +
               (SELECT total(CASE WHEN c.timeout_ms > 0
                                  THEN c.max_attempts * c.timeout_ms +
                                       CASE c.backoff WHEN 'none' THEN 0
                                            WHEN 'constant' THEN (c.max_attempts - 1) * c.backoff_base_ms
                                            ELSE min((c.max_attempts - 1) * c.backoff_cap_ms,
                                                     c.backoff_base_ms * (pow(2, c.max_attempts - 1) - 1)) END
                             END)
                FROM steps s JOIN connections c ON c.id = s.connection
                WHERE s.source = t.consumer AND s.operation = t.operation
                  AND s.kind IN ('call', 'publish')))
    FROM tardy t
    JOIN flows f ON f.component = t.consumer AND f.operation = t.operation
    JOIN components w ON w.id = t.consumer AND w.family = 'compute'
),
late(queue, consumer, operation, title, within, needed, room) AS (
    SELECT q.id, l.consumer, o.id, o.title, min(o.effect_within_s), ceil(1.5 * l.ms / 1000),
           floor((o.effect_within_s - l.ms / 1000) / 2)
    FROM longest l
    JOIN components q ON q.id = l.queue
    JOIN operations o ON o.id = l.operation
    GROUP BY q.id
)
SELECT q.id AS subject,
       printf('%s shows a message again %g s after it was handed to %s: when a worker crashes in between, '
              || '"%s" is done later than the %g s that were promised.', q.label,
              round(q.visibility_timeout_s, 1), w.label, l.title, l.within) AS message,
       CASE WHEN l.needed <= l.room THEN CAST(l.room AS INTEGER) END AS mended,
       l.consumer AS consumer, l.operation AS operation
FROM late l
JOIN components q ON q.id = l.queue
JOIN components w ON w.id = l.consumer
