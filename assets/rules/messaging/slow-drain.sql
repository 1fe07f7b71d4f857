-- title: A backlog that takes too long to drain
-- severity: medium
-- question: The consumers were away for a while. How long until the queue is empty again?
-- why: After an outage the consumers have the backlog to do beside what goes on arriving. With
--   little to spare the drain takes many times the outage, and all that time messages are late.
-- fix: Give the consumers room for the drain: the time it takes is the outage times load over what
--   they can do beyond the load.
-- sources: Amazon Builders' Library, "Avoiding insurmountable queue backlogs"
-- apply: set {consumer} replicas {replicas}
-- proof: run {seconds}; fault down_pct={down} at component {consumer} from 10 for {outage};
--   measure late; measure queue_max of component {subject}
WITH
-- Outages of consumers that the scenario stages.
outages(consumer, down, seconds, title) AS (
    SELECT w.id, f.down_pct, max(f.for_s), f.title
    FROM faults f
    JOIN components w ON f.target_type = 'kind' AND f.target = w.kind
                      OR f.target_type = 'component' AND f.target = w.id
    WHERE f.down_pct > 0
    GROUP BY w.id
),
-- What stays undone in the outage, and what the consumer can do beyond its load after it.
backlog(queue, consumer, left_over, spare, down, outage, title) AS (
    SELECT c.source, w.id,
           max(0, c.rate_per_s * (1 - (1 - o.down / 100) / w.utilisation)) * o.seconds,
           w.arrivals_per_s * (1 / w.utilisation - 1), o.down, o.seconds, o.title
    FROM connections c
    JOIN components w ON w.id = c.target
    JOIN outages o ON o.consumer = w.id
    WHERE c.kind = 'consume' AND w.utilisation > 0 AND w.utilisation < 1
),
patience(queue, seconds) AS (
    SELECT s.source, min(o.effect_within_s)
    FROM steps s JOIN operations o ON o.id = s.operation
    WHERE s.kind = 'consume' GROUP BY s.source
)
SELECT q.id AS subject,
       printf('After "%s" (%d s) %,d messages wait in %s, and %s can do %g a second beyond its load: to '
              || 'drain them takes %d s, where an effect may be %d s late.', b.title,
              CAST(b.outage AS INTEGER), CAST(round(b.left_over) AS INTEGER), q.label, w.label,
              round(b.spare, 1), CAST(ceil(b.left_over / b.spare) AS INTEGER),
              CAST(p.seconds AS INTEGER)) AS message,
       b.consumer AS consumer,
       CAST(b.down AS INTEGER) AS down,
       CAST(b.outage AS INTEGER) AS outage,
       20 + 2 * CAST(b.outage AS INTEGER) AS seconds,
       -- So many that outage and drain together stay within the target.
       CAST(max(w.replicas + 1,
                ceil(w.replicas * w.utilisation *
                     (1 + b.left_over / w.arrivals_per_s / max(1, p.seconds - b.outage)) * 1.5))
            AS INTEGER) AS replicas
FROM backlog b
JOIN components q ON q.id = b.queue
JOIN components w ON w.id = b.consumer
JOIN patience p ON p.queue = q.id
WHERE b.left_over / b.spare + b.outage > p.seconds
  -- An outage that is longer than the target makes messages late, whatever the consumers do.
  AND b.outage < p.seconds
GROUP BY q.id
