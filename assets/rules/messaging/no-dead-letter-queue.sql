-- title: No dead-letter queue
-- severity: high
-- question: A message arrives that can never be processed. Where is it an hour later?
-- why: A message that always fails comes back again and again, takes the place of good ones, and at
--   the end of its allowance is lost without a trace.
-- fix: Limit how often a message is received, and connect the queue to a dead-letter queue that
--   somebody watches.
-- sources: Amazon SQS developer guide, "Dead-letter queues"; Hohpe and Woolf, "Enterprise
--   Integration Patterns", Dead Letter Channel
-- apply: add queue as @dead "{label}: dead letters" near {subject} retention_s=1209600
--     capacity=1000000 why "Keeps what cannot be processed for a person to look at.";
--   connect {subject} @dead dead_letter; set {endless} max_receives 5; connect @dead {watch} observe
-- proof: fault poison_pct=20 at component {subject};
--   measure lost; measure late; measure queue_max of component {subject}
SELECT q.id AS subject,
       q.label || ' has no dead-letter queue: a message that ' || group_concat(w.label, ' or ') ||
       ' cannot process ' ||
       CASE WHEN q.max_receives = 0 THEN 'comes back for ever.'
            ELSE 'is lost after ' || q.max_receives || ' tries.' END AS message,
       q.label AS label,
       CASE WHEN q.max_receives = 0 THEN q.id END AS endless,
       (SELECT target FROM connections WHERE kind = 'observe' LIMIT 1) AS watch
FROM components q
JOIN connections c ON c.source = q.id AND c.kind = 'consume'
JOIN components w ON w.id = c.target
WHERE q.kind IN ('queue', 'stream')
  AND NOT EXISTS (SELECT 1 FROM connections d WHERE d.source = q.id AND d.kind = 'dead_letter')
  AND NOT EXISTS (SELECT 1 FROM connections d WHERE d.target = q.id AND d.kind = 'dead_letter')
GROUP BY q.id
