-- title: No dead-letter queue
-- severity: high
-- question: A message arrives that can never be processed. Where is it an hour later?
-- why: A message that always fails comes back again and again, takes the place of good ones, and at
--   the end of its allowance is lost without a trace.
-- fix: Limit how often a message is received, and connect the queue to a dead-letter queue that somebody watches.
-- sources: Amazon SQS developer guide, "Dead-letter queues"; Hohpe and Woolf, "Enterprise
--   Integration Patterns", Dead Letter Channel
SELECT q.id AS subject,
       q.label || ' has no dead-letter queue: a message that ' || group_concat(w.label, ' or ') ||
       ' cannot process ' ||
       CASE WHEN q.max_receives = 0 THEN 'comes back for ever.'
            ELSE 'is lost after ' || q.max_receives || ' tries.' END AS message
FROM components q
JOIN connections c ON c.source = q.id AND c.kind = 'consume'
JOIN components w ON w.id = c.target
WHERE q.kind IN ('queue', 'stream')
  AND NOT EXISTS (SELECT 1 FROM connections d WHERE d.source = q.id AND d.kind = 'dead_letter')
  AND NOT EXISTS (SELECT 1 FROM connections d WHERE d.target = q.id AND d.kind = 'dead_letter')
GROUP BY q.id
