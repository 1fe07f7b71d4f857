-- title: Unbounded queue
-- severity: medium
-- question: The consumers stop for an hour. How long is the queue, and how long until it is empty?
-- why: A queue without a bound turns overload into delay: it grows while the consumers are down, and
--   after that fresh messages wait behind stale ones. A bound makes producers notice in time.
-- fix: Set a capacity that fits the delay you can stand, and decide what producers do when the queue
--   refuses: shed, slow down, or store elsewhere.
-- sources: Amazon Builders' Library, "Avoiding insurmountable queue backlogs"
SELECT q.id AS subject,
       q.label || ' has no bound' ||
       CASE WHEN q.arrivals_per_s > 0
            THEN printf(': if its consumers stop for an hour it holds %,d messages, and whatever '
                        || 'comes next waits behind them.',
                        CAST(round(q.arrivals_per_s * 3600) AS INTEGER))
            ELSE ': when its consumers fall behind it grows until its messages expire.' END AS message
FROM components q
WHERE q.kind = 'queue'
  AND q.capacity = 0
  AND EXISTS (SELECT 1 FROM connections c WHERE c.source = q.id AND c.kind = 'consume')
  AND NOT EXISTS (SELECT 1 FROM connections d WHERE d.target = q.id AND d.kind = 'dead_letter')
