-- title: Dead letters that nobody watches
-- severity: medium
-- question: A thousand messages were parked last night. Who knows, and since when?
-- why: A dead-letter queue keeps what failed so that a person can find the cause and send it again.
--   When nobody is told, it is a slower way of losing messages: they expire there.
-- fix: Connect the dead-letter queue to observability and raise an alarm on its first message, or
--   have a worker sort and redrive what lies there.
-- sources: Amazon SQS developer guide, "Dead-letter queues", alarms for them
-- apply: connect {subject} {watch} observe
-- proof: none: telemetry plays no part in a run, since what an alarm saves depends on who answers it
SELECT d.id AS subject,
       printf('%s takes what %s gives up on%s, and nothing watches it: after %s days it is gone unseen.',
              d.label, group_concat(q.label, ' and '),
              CASE WHEN max(q.max_receives) > 0
                   THEN printf(' after %d tries', max(q.max_receives)) ELSE '' END,
              CASE WHEN d.retention_s >= 86400 THEN CAST(round(d.retention_s / 86400) AS INTEGER)
                   ELSE printf('%g', round(d.retention_s / 86400, 1)) END) AS message,
       (SELECT target FROM connections WHERE kind = 'observe' LIMIT 1) AS watch
FROM connections c
JOIN components d ON d.id = c.target
JOIN components q ON q.id = c.source
WHERE c.kind = 'dead_letter'
  -- Where nothing at all is watched, that is the finding.
  AND EXISTS (SELECT 1 FROM connections WHERE kind = 'observe')
  AND NOT EXISTS (SELECT 1 FROM connections o
                  WHERE o.source = d.id AND o.kind IN ('observe', 'consume'))
GROUP BY d.id
