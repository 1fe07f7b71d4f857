-- title: Retention shorter than an outage
-- severity: high
-- question: The consumers are down over the weekend. Which messages are still there on Monday?
-- why: A queue forgets what is older than its retention. Messages that were accepted are then lost
--   without an error, for nobody was there to see them go; dead letters wait for a person, who has
--   weekends too.
-- fix: Keep messages longer than the longest outage that you want to survive; storage is cheap.
--   Keep dead letters longest.
-- sources: Amazon SQS developer guide, "Message retention period"; the same on dead-letter queues
-- apply: set {subject} retention_s {mended}
-- proof: run {seconds}; fault down_pct=100 at component {consumers} from 10 for {outage};
--   measure lost
WITH
-- The longest that the scenario stages for anybody who takes from it, or for whom they call.
outages(queue, seconds) AS (
    SELECT q.source, max(f.for_s)
    FROM connections q
    JOIN components w ON w.id = q.target
    LEFT JOIN connections n ON n.source = w.id AND n.kind = 'call'
    LEFT JOIN components t ON t.id = n.target
    JOIN faults f ON f.target_type = 'kind' AND f.target IN (w.kind, t.kind)
                  OR f.target_type = 'component' AND f.target IN (w.id, t.id)
    WHERE q.kind = 'consume' AND f.down_pct > 0
    GROUP BY q.source
),
-- Messages that may not be lost, or of which nobody said that they may.
precious(queue) AS (
    SELECT s.source
    FROM steps s JOIN operations o ON o.id = s.operation
    WHERE s.kind = 'consume' AND (o.lost IS NOT NULL
                                  OR NOT EXISTS (SELECT 1 FROM operations t WHERE t.lost IS NOT NULL))
    GROUP BY s.source
),
-- How long each ought to keep: an hour, or the staged outage twice; a weekend for dead letters.
needed(queue, seconds, dead) AS (
    SELECT p.queue, max(3600, coalesce(2 * o.seconds, 0)), 0
    FROM precious p LEFT JOIN outages o ON o.queue = p.queue
    UNION ALL
    SELECT DISTINCT target, 3 * 86400, 1 FROM connections WHERE kind = 'dead_letter'
)
SELECT q.id AS subject,
       CASE WHEN n.dead
            THEN printf('%s forgets a dead letter after %g hours: what fails on a Friday evening is gone on '
                        || 'Monday, before anybody has looked.', q.label, round(q.retention_s / 3600, 1))
            ELSE printf('%s forgets a message after %g minutes: in a longer outage of its consumers it '
                        || 'loses %g messages that were accepted, every second.', q.label,
                        round(q.retention_s / 60, 1), round(q.arrivals_per_s, 1)) END AS message,
       CASE WHEN n.dead THEN 1209600 ELSE 345600 END AS mended,
       (SELECT group_concat(target) FROM connections c
        WHERE c.source = q.id AND c.kind = 'consume') AS consumers,
       30 + CAST(q.retention_s AS INTEGER) AS outage,
       60 + CAST(q.retention_s AS INTEGER) AS seconds
FROM needed n
JOIN components q ON q.id = n.queue
WHERE q.retention_s < n.seconds
GROUP BY q.id
