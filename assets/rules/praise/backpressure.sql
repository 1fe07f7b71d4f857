-- title: Backpressure
-- severity: praise
-- question: The queue is full. What does the producer do?
-- why: A bound tells producers that the rest cannot keep up, while there is still time to slow down, shed or
--   store elsewhere. An unbounded queue tells nobody anything.
-- fix: Nothing to mend. Say what the caller is told when the queue refuses.
-- apply: none: there is nothing to mend
-- proof: none: there is no harm to show
-- sources: AWS Builders' Library, "Avoiding insurmountable queue backlogs"
SELECT q.id AS subject,
       printf('%s refuses what is beyond %,d messages, %s of its load, and %s %s told within %d ms.',
              q.label, q.capacity,
              CASE WHEN q.capacity / q.arrivals_per_s < 120
                   THEN printf('%d seconds', CAST(round(q.capacity / q.arrivals_per_s) AS INTEGER))
                   ELSE printf('%,d minutes', CAST(round(q.capacity / q.arrivals_per_s / 60) AS INTEGER))
                   END,
              group_concat(s.label, ' and '), CASE WHEN count(*) = 1 THEN 'is' ELSE 'are' END,
              CAST(max(p.timeout_ms) AS INTEGER)) AS message
FROM components q
JOIN connections p ON p.target = q.id AND p.kind = 'publish'
JOIN components s ON s.id = p.source
WHERE q.kind = 'queue'
  AND q.capacity > 0
  AND q.arrivals_per_s > 0
  -- Room for a fault of some minutes, and not for a week of them.
  AND q.capacity / q.arrivals_per_s BETWEEN 30 AND 86400
  AND EXISTS (SELECT 1 FROM connections c WHERE c.source = q.id AND c.kind = 'consume')
GROUP BY q.id
-- A producer that waits for ever is no better than a queue that grows for ever.
HAVING min(p.timeout_ms) > 0
