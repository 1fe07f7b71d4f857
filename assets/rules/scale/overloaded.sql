-- title: Overloaded component
-- severity: medium
-- question: How busy is this part at the load we agreed on, and what happens at a quarter more?
-- why: Above four fifths of its capacity a queue forms before each slot and the slowest requests take
--   many times longer; a small spike, or the loss of a replica, takes it past its limit.
-- fix: Add replicas, partitions or slots, shorten the work, or take load off it with a cache or a queue.
-- apply: set {subject} replicas {replicas}; set {subject} partitions {partitions};
--   set {subject} concurrency {slots}; set {subject} unit_cost {price}
-- proof: measure p99_ms; measure wait_mean_ms of component {subject}
-- sources: Kleinrock, "Queueing Systems" (1975), volume 1; Google, "Site Reliability Engineering"
--   (2016), chapter 21, "Handling Overload"
WITH
-- Autoscaling brings what is missing, up to its limit.
load(id, busy) AS (
    SELECT id, utilisation * replicas / max(replicas, coalesce(autoscale_max, 0))
    FROM components WHERE utilisation > 0.8 AND family <> 'outside'
),
-- A database whose writes alone are too many has a finding of its own.
by_writes(id) AS (
    SELECT f.component
    FROM flows f
    JOIN operations o ON o.id = f.operation AND o.type = 'write'
    JOIN components d ON d.id = f.component AND d.kind = 'sql_db'
    GROUP BY f.component, d.write_ms, d.concurrency
    HAVING sum(f.rate_per_s) * d.write_ms / 1000 / d.concurrency > 0.8
)
SELECT c.id AS subject,
       printf('%s gets %,d arrivals a second and is %d %% busy: a load only %s times as high '
              || 'saturates it, and the slowest requests wait already%s.', c.label,
              CAST(round(c.arrivals_per_s) AS INTEGER), CAST(round(100 * l.busy) AS INTEGER),
              round(1 / l.busy, 2),
              CASE WHEN c.wait_ms >= 1
                   THEN printf(' (%d ms on average)', CAST(round(c.wait_ms) AS INTEGER))
                   ELSE '' END) AS message,
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
-- What a provider can take is its own affair; what it allows us is a rate limit.
WHERE l.busy > 0.8 AND l.busy < 1
  AND c.id NOT IN (SELECT id FROM by_writes)
