-- title: Nobody watches the queue
-- severity: medium
-- question: The consumers hang. How many messages are waiting before somebody is told?
-- why: A queue hides a fault: producers go on as if nothing had happened, while the oldest message gets
--   older. Depth and age are the only signs, and they are signs only if somebody looks.
-- fix: Connect the queue, or what consumes it, to observability, with an alarm on the age of the oldest
--   message.
-- apply: find observability as @watch; connect {subject} @watch observe
-- proof: none: a run takes as long whether somebody watches it or not
-- sources: AWS Builders' Library, "Avoiding insurmountable queue backlogs"
WITH watched(id) AS (SELECT source FROM connections WHERE kind = 'observe')
SELECT q.id AS subject,
       printf('Nobody watches %s: when %s stop%s, %,d messages wait after ten minutes, and no alarm has '
              || 'been raised.', q.label, group_concat(w.label, ' or '),
              CASE WHEN count(*) = 1 AND w.label LIKE '%s' THEN '' ELSE 's' END,
              CAST(round(600 * q.arrivals_per_s) AS INTEGER)) AS message
FROM components q
JOIN connections c ON c.source = q.id AND c.kind = 'consume'
JOIN components w ON w.id = c.target
WHERE q.kind IN ('queue', 'stream')
  AND q.arrivals_per_s > 0
  AND EXISTS (SELECT 1 FROM watched)
  AND q.id NOT IN (SELECT id FROM watched)
  AND NOT EXISTS (SELECT 1 FROM connections d WHERE d.target = q.id AND d.kind = 'dead_letter')
GROUP BY q.id
-- Who takes the messages can tell how old they are.
HAVING sum(w.id IN (SELECT id FROM watched)) = 0
