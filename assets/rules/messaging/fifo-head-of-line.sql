-- title: One message holds up all behind it
-- severity: high
-- question: The first message in the line fails and is tried again. What do the others do?
-- why: A FIFO queue keeps order by letting later messages wait for earlier ones. Without an
--   ordering key, or with one that has few values, the whole queue is one line: one slot works at a
--   time, however many there are, and one bad message stops everybody.
-- fix: Order only what needs it: give the queue an ordering key with many values, or none.
-- sources: Amazon SQS developer guide, "FIFO queue and message group ID"
-- apply: set {subject} ordering_key {key}; set {unordered} ordering none
-- proof: fault poison_pct=1 at component {subject};
--   measure late; measure lost; measure queue_max of component {subject}
WITH
lines(queue, consumer, holding_ms, slots, share) AS (
    SELECT q.id, w.label, max(w.holding_ms), sum(w.replicas * w.concurrency),
           CASE WHEN q.ordering_key IS NULL THEN 1 ELSE coalesce(k.top_share, 0) END
    FROM components q
    JOIN connections c ON c.source = q.id AND c.kind = 'consume'
    JOIN components w ON w.id = c.target
    LEFT JOIN keys k ON k.id = q.ordering_key
    WHERE q.kind = 'queue' AND q.ordering = 'fifo' AND q.arrivals_per_s > 0
    GROUP BY q.id
),
-- The key that all of its messages have, if there is one.
shared(queue, key) AS (
    SELECT s.source, min(o.key)
    FROM steps s JOIN operations o ON o.id = s.operation
    WHERE s.kind = 'consume'
    GROUP BY s.source
    HAVING count(DISTINCT o.key) = 1 AND count(o.key) = count(*)
)
SELECT q.id AS subject,
       CASE WHEN q.ordering_key IS NULL
            THEN printf('%s is one line: of the %d slots that take from it one works at a time', q.label,
                        l.slots)
            ELSE printf('%g %% of %s has one %s, and waits in one line', round(100 * l.share, 1), q.label,
                        q.ordering_key) END ||
       printf(', %g messages a second at most where %g arrive, and one that fails stops all behind it.',
              round(1000 / l.holding_ms, 1), round(q.arrivals_per_s * l.share, 1)) AS message,
       CASE WHEN q.ordering_key IS NULL OR k.top_share < l.share THEN k.id END AS key,
       CASE WHEN k.id IS NULL OR (q.ordering_key IS NOT NULL AND k.top_share >= l.share)
            THEN q.id END AS unordered
FROM lines l
JOIN components q ON q.id = l.queue
LEFT JOIN shared s ON s.queue = q.id
LEFT JOIN keys k ON k.id = s.key
-- Above half of what one slot can do at a time, a message that is tried again is felt by all.
WHERE q.arrivals_per_s * l.share * l.holding_ms / 1000 > 0.5
