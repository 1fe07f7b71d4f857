-- title: Watched dead letters
-- severity: praise
-- question: A message could not be processed. Who knows, and when?
-- why: A dead-letter queue that raises an alarm turns a silent loss into a task for a person: nothing is
--   lost, nothing else is held up, and somebody is told.
-- fix: Nothing to mend. Say who is called, and how a message is sent again once its cause is gone.
-- apply: none: there is nothing to mend
-- proof: none: there is no harm to show
-- sources: Amazon SQS developer guide, "Dead-letter queues"
SELECT d.id AS subject,
       printf('What %s cannot process is parked in %s for %s, and %s is told within %d seconds.',
              (SELECT group_concat(q.label, ' or ') FROM connections l JOIN components q ON q.id = l.source
               WHERE l.target = d.id AND l.kind = 'dead_letter'), d.label,
              CASE WHEN d.retention_s >= 172800 THEN printf('%d days', CAST(d.retention_s / 86400 AS INTEGER))
                   ELSE printf('%d hours', CAST(round(d.retention_s / 3600) AS INTEGER)) END,
              min(w.label), CAST(min(w.alarm_period_s) AS INTEGER)) AS message
FROM components d
JOIN connections o ON o.source = d.id AND o.kind = 'observe'
JOIN components w ON w.id = o.target AND w.alarms = 1 AND w.metrics = 1
WHERE EXISTS (SELECT 1 FROM connections l JOIN components q ON q.id = l.source AND q.arrivals_per_s > 0
              WHERE l.target = d.id AND l.kind = 'dead_letter')
GROUP BY d.id
