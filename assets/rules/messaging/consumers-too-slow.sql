-- title: Consumers slower than producers
-- severity: high
-- question: More comes in than is taken out. What does the queue look like after an hour?
-- why: A queue smooths bursts; it does not create capacity. When consumers are slower on average,
--   it grows until it is full or its oldest messages expire, and everything in it is late.
-- fix: Add consumers or slots, shorten the work, batch it, or take less in.
-- sources: Little, "A Proof for the Queuing Formula L = λW" (1961); Amazon Builders' Library,
--   "Avoiding insurmountable queue backlogs"
-- apply: set {consumer} replicas {replicas}
-- proof: measure late; measure lost; measure failed; measure queue_max of component {subject}
WITH
busy(queue, consumer, growth) AS (
    SELECT c.source, c.target, c.rate_per_s * (1 - 1 / w.utilisation)
    FROM connections c
    JOIN components w ON w.id = c.target
    WHERE c.kind = 'consume' AND w.utilisation >= 1
)
SELECT q.id AS subject,
       printf('%s gets %g messages a second and %s can do %g: it grows by %,d an hour', q.label,
              round(q.arrivals_per_s, 1), group_concat(w.label, ' and '),
              round(q.arrivals_per_s - sum(b.growth), 1), CAST(round(3600 * sum(b.growth)) AS INTEGER)) ||
       CASE WHEN sum(b.growth) <= 0 THEN ', and what waits in it is never worked off.'
            WHEN q.capacity > 0 AND q.capacity / sum(b.growth) < q.retention_s
            THEN printf(', and after %d minutes it is full and refuses.',
                        CAST(ceil(q.capacity / sum(b.growth) / 60) AS INTEGER))
            ELSE printf(', and after %g days messages expire.', round(q.retention_s / 86400, 1)) END
           AS message,
       b.consumer AS consumer,
       CAST(ceil(w.replicas * max(w.utilisation) / 0.5) AS INTEGER) AS replicas
FROM busy b
JOIN components q ON q.id = b.queue
JOIN components w ON w.id = b.consumer
WHERE q.arrivals_per_s > 0
GROUP BY q.id
