-- title: Messages that come back for ever
-- severity: high
-- question: You drew a dead-letter queue. What makes a message go there?
-- why: Without a limit of receives a message that always fails is never given up: it circles
--   between queue and consumer and takes slots from good ones, and the dead-letter queue stays
--   empty. In a stream it blocks its partition for good.
-- fix: Limit the receives: few enough that a broken message is out of the way soon, and so many
--   that a short outage does not fill the dead-letter queue.
-- sources: Amazon SQS developer guide, "Dead-letter queues", maxReceiveCount
-- apply: set {subject} max_receives {receives}
-- proof: fault poison_pct=20 at component {subject};
--   measure lost; measure late; measure queue_max of component {subject}
SELECT q.id AS subject,
       q.label || ' delivers a message as often as it takes: what ' || group_concat(DISTINCT w.label) ||
       ' can never process comes back for ever, and nothing gets to ' || d.label || '.' AS message,
       -- With pauses between the tries, enough of them to outlast an outage.
       CASE WHEN max(c.backoff) = 'none' THEN 5 ELSE 8 END AS receives
FROM components q
JOIN connections c ON c.source = q.id AND c.kind = 'consume'
JOIN components w ON w.id = c.target
JOIN connections l ON l.source = q.id AND l.kind = 'dead_letter'
JOIN components d ON d.id = l.target
WHERE q.max_receives = 0
GROUP BY q.id
