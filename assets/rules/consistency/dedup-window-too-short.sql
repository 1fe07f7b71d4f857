-- title: Deduplication forgets too soon
-- severity: high
-- question: How long after the first delivery can the same message come again, and is its key still
--   known?
-- why: A key that is forgotten while its message can still come again checks nothing: the late
--   redelivery, after a crash or a long backoff, does the work a second time.
-- fix: Remember keys for longer than the last redelivery can take: all receives times the
--   visibility timeout or the backoff, and the retention where receives have no limit.
-- sources: Amazon SQS developer guide, "Visibility timeout"; Stripe API reference, "Idempotent
--   requests", keys are kept for at least 24 hours
-- apply: set {subject} window_s {mended}
-- proof: fault duplicate_pct=50 at component {queue}; fault cut=1 at connection {check} from 12 for 5;
--   fault drop_reply_pct=10 at component {caller}; measure duplicated
WITH
-- The last delivery of a message, at the latest: each one may be waited for until it is visible again.
late(dedup, queue, consumer, seconds) AS (
    SELECT d.id, q.id, d.source,
           max(min(q.retention_s,
                   -- That there is no last one is told of the queue.
                   CASE WHEN q.max_receives = 0 THEN coalesce(q.visibility_timeout_s, 0)
                        ELSE (q.max_receives - 1) *
                             max(coalesce(q.visibility_timeout_s, 0),
                                 CASE c.backoff WHEN 'none' THEN 0
                                      WHEN 'constant' THEN c.backoff_base_ms / 1000
                                      ELSE min(c.backoff_cap_ms,
                                               c.backoff_base_ms * pow(2, min(30, q.max_receives - 2)))
                                           / 1000 END) END))
    FROM connections d
    JOIN connections c ON c.target = d.source AND c.kind = 'consume'
    JOIN components q ON q.id = c.source AND q.kind IN ('queue', 'stream')
    WHERE d.kind = 'dedup'
      AND EXISTS (SELECT 1 FROM steps s WHERE s.connection = d.id)
    GROUP BY d.id
    UNION ALL
    -- Or of a call that its caller tries again: its last attempt, at the latest.
    SELECT d.id, i.source, d.source,
           max((i.max_attempts - 1) *
               (i.timeout_ms + CASE i.backoff WHEN 'none' THEN 0
                                    WHEN 'constant' THEN i.backoff_base_ms
                                    ELSE min(i.backoff_cap_ms,
                                             i.backoff_base_ms * pow(2, min(30, i.max_attempts - 2)))
                                    END)) / 1000
    FROM connections d
    JOIN connections i ON i.target = d.source AND i.kind = 'call' AND i.max_attempts > 1
    WHERE d.kind = 'dedup'
      AND EXISTS (SELECT 1 FROM steps s WHERE s.connection = d.id)
    GROUP BY d.id
)
SELECT d.id AS subject,
       printf('%s remembers keys for %,d s, while the same one may come from %s again %,d s '
              || 'after the first time: what %s did is then done once more.', d.label, CAST(d.window_s AS INTEGER),
              q.label, CAST(round(l.seconds) AS INTEGER), w.label) AS message,
       CAST(max(86400, ceil(2 * l.seconds)) AS INTEGER) AS mended,
       -- Of two deliveries one is late when their keys cannot be checked for a while; a call is made
       -- again when its answer is lost.
       CASE q.family WHEN 'messaging' THEN q.id END AS queue,
       CASE q.family WHEN 'messaging' THEN d.id END AS "check",
       CASE q.family WHEN 'messaging' THEN NULL ELSE w.id END AS caller,
       max(l.seconds)
FROM late l
JOIN connections d ON d.id = l.dedup
JOIN components q ON q.id = l.queue
JOIN components w ON w.id = l.consumer
WHERE d.window_s < l.seconds
GROUP BY d.id
