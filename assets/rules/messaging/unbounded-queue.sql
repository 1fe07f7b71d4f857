-- title: Unbounded queue
-- severity: medium
-- question: The consumers stop for an hour. How long is the queue, and how long until it is empty?
-- why: A queue without a bound turns overload into delay: it grows while the consumers are down,
--   and after that fresh messages wait behind stale ones. A bound makes producers notice in time.
-- fix: Set a capacity that fits the delay you can stand, and decide what producers do when the
--   queue refuses: shed, slow down, or store elsewhere.
-- sources: Amazon Builders' Library, "Avoiding insurmountable queue backlogs"
-- apply: set {subject} capacity {bound}
-- proof: run {seconds}; fault down_pct=100 at component {consumers} from 10 for {outage};
--   measure late; measure queue_max of component {subject}
WITH
-- How late the most urgent of its messages may be.
patience(queue, seconds) AS (
    SELECT s.source, min(o.effect_within_s)
    FROM steps s JOIN operations o ON o.id = s.operation
    WHERE s.kind = 'consume' GROUP BY s.source
)
SELECT q.id AS subject,
       q.label || ' has no bound' ||
       CASE WHEN q.arrivals_per_s > 0
            THEN printf(': if its consumers stop for an hour it holds %,d messages, and whatever '
                        || 'comes next waits behind them.',
                        CAST(round(q.arrivals_per_s * 3600) AS INTEGER))
            ELSE ': when its consumers fall behind it grows until its messages expire.' END AS message,
       -- What arrives in half of that time; an hour's worth where nobody is in a hurry.
       CAST(max(100, ceil(q.arrivals_per_s * coalesce(p.seconds / 2, 3600))) AS INTEGER) AS bound,
       (SELECT group_concat(target) FROM connections c
        WHERE c.source = q.id AND c.kind = 'consume') AS consumers,
       CAST(ceil(1.5 * min(600, coalesce(p.seconds, 3600))) AS INTEGER) AS outage,
       20 + CAST(ceil(1.5 * min(600, coalesce(p.seconds, 3600))) AS INTEGER) AS seconds
FROM components q
LEFT JOIN patience p ON p.queue = q.id
WHERE q.kind = 'queue'
  AND q.capacity = 0
  AND EXISTS (SELECT 1 FROM connections c WHERE c.source = q.id AND c.kind = 'consume')
  AND NOT EXISTS (SELECT 1 FROM connections d WHERE d.target = q.id AND d.kind = 'dead_letter')
