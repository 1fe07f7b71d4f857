-- title: Redelivery without backoff
-- severity: medium
-- question: The provider is away for a minute. How often is each message tried in that minute?
-- why: A message that comes back at once uses up its tries within moments: an outage that would
--   have been over soon sends everything to the dead letters, and the consumer spins meanwhile.
-- fix: Pause before a redelivery, longer each time and with jitter, so that all tries together last
--   longer than the outages you expect.
-- sources: Amazon Builders' Library, "Timeouts, retries, and backoff with jitter"
-- apply: set {subject} backoff exponential; set {subject} backoff_base_ms 1000;
--   set {subject} backoff_cap_ms 60000; set {subject} jitter full
-- proof: fault error_pct=100 at component {callee} for 10;
--   measure lost; measure parked; measure late; measure arrivals_per_s of component {callee}
WITH
-- What the consumer asks for each message may fail; so may the consumer itself.
callee(connection, id, label, busy) AS (
    SELECT c.id, t.id, t.label, max(f.answer_ms)
    FROM connections c
    JOIN connections n ON n.source = c.target AND n.kind IN ('call', 'publish')
                      AND n.on_failure = 'fail'
    JOIN components t ON t.id = n.target
    JOIN flows f ON f.component = t.id
    WHERE c.kind = 'consume'
    GROUP BY c.id
)
SELECT c.id AS subject,
       CASE WHEN x.id IS NULL THEN printf('What %s could not do is back at once', w.label)
            ELSE printf('When %s fails, what %s could not do is back at once', x.label, w.label) END ||
       CASE WHEN q.max_receives > 0
            THEN printf(': its %d tries are over after %d ms, and %s.', q.max_receives,
                        CAST(round(q.max_receives * f.answer_ms) AS INTEGER),
                        CASE WHEN EXISTS (SELECT 1 FROM connections d
                                          WHERE d.source = q.id AND d.kind = 'dead_letter')
                             THEN 'every message of an outage is a dead letter'
                             ELSE 'every message of an outage is lost' END)
            ELSE printf(': %s is busy with it again and again, as fast as it can fail.', w.label) END
           AS message,
       coalesce(x.id, w.id) AS callee
FROM connections c
JOIN components q ON q.id = c.source
JOIN components w ON w.id = c.target
LEFT JOIN callee x ON x.connection = c.id
JOIN flows f ON f.component = w.id AND f.as_message = 1
WHERE c.kind = 'consume'
  AND c.backoff = 'none'
GROUP BY c.id
