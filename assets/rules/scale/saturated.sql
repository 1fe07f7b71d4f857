-- title: Saturated component
-- severity: high
-- question: More arrives here than this part can do. What does the first minute look like?
-- why: Past its capacity a part has no steady state: the queue grows as long as the load lasts, every
--   caller waits longer than the one before, and timeouts and retries add to the load.
-- fix: Add replicas, partitions or slots, shorten the work, or take load off it with a cache or a queue.
-- apply: set {subject} replicas {replicas}; set {subject} partitions {partitions};
--   set {subject} concurrency {slots}; set {subject} unit_cost {price}
-- proof: measure failed; measure p99_ms; measure wait_mean_ms of component {subject}; run 20
-- sources: Kleinrock, "Queueing Systems" (1975), volume 1; Google, "Site Reliability Engineering"
--   (2016), chapter 22, "Addressing Cascading Failures"
WITH
-- Autoscaling brings what is missing, up to its limit.
load(id, busy) AS (
    SELECT id, utilisation * replicas / max(replicas, coalesce(autoscale_max, 0))
    FROM components WHERE utilisation >= 1 AND family <> 'outside'
),
-- A database whose writes alone are too many has a finding of its own, and so have consumers of
-- messages: their queue takes what they cannot.
elsewhere(id) AS (
    SELECT f.component
    FROM flows f
    JOIN operations o ON o.id = f.operation AND o.type = 'write'
    JOIN components d ON d.id = f.component AND d.kind = 'sql_db'
    GROUP BY f.component, d.write_ms, d.concurrency
    HAVING sum(f.rate_per_s) * d.write_ms / 1000 / d.concurrency > 0.8
    UNION
    SELECT target FROM connections WHERE kind = 'consume'
)
SELECT c.id AS subject,
       printf('%s gets %,d arrivals a second and can do %,d: the queue before it grows by %,d a '
              || 'second for as long as this load lasts.', c.label,
              CAST(round(c.arrivals_per_s) AS INTEGER),
              CAST(round(c.arrivals_per_s / l.busy) AS INTEGER),
              CAST(round(c.arrivals_per_s - c.arrivals_per_s / l.busy) AS INTEGER)) AS message,
       CASE WHEN c.partitions IS NULL AND c.kind <> 'sql_db'
            THEN CAST(ceil(c.replicas * c.utilisation / 0.6) AS INTEGER) END AS replicas,
       CASE WHEN c.partitions > 0
            THEN CAST(ceil(c.partitions * c.utilisation / 0.6) AS INTEGER) END AS partitions,
       -- A database has one primary, which may be a larger machine, up to a limit.
       CASE WHEN c.kind = 'sql_db' AND l.busy <= 2.8
            THEN CAST(ceil(c.concurrency * l.busy / 0.7) AS INTEGER) END AS slots,
       CASE WHEN c.kind = 'sql_db' AND l.busy <= 2.8
            THEN CAST(ceil(c.unit_cost * l.busy / 0.7) AS INTEGER) END AS price
FROM load l JOIN components c ON c.id = l.id
WHERE l.busy >= 1
  AND c.id NOT IN (SELECT id FROM elsewhere)
