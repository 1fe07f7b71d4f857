-- title: No slack for a slow part
-- severity: high
-- question: This part answers five times as slowly for a while. Does it still keep up?
-- why: A part that becomes slower can do less, and what is left over is all that there is for it. Past
--   that its queue grows for as long as it is slow, and whoever waits for it runs into a timeout.
-- fix: Leave room for the slowness that you were told of: more partitions, replicas or slots, or a cache
--   that takes load off it.
-- sources: Google, "Site Reliability Engineering" (2016), chapter 22, "Addressing Cascading Failures";
--   Marc Brooker, "Metastability and Distributed Systems" (2021)
-- apply: set {subject} replicas {replicas}; set {subject} partitions {partitions};
--   set {subject} concurrency {slots}; set {subject} unit_cost {price}
-- proof: fault slow_factor={factor} at component {subject}; measure failed;
--   measure p99_ms of operation {operation}; measure wait_mean_ms of component {subject}
WITH RECURSIVE
-- The worst slowness that the scenario stages for each part.
slowness(component, factor, title, seconds) AS (
    SELECT c.id, max(f.slow_factor), f.title, f.for_s
    FROM faults f
    JOIN components c ON c.id = f.target AND f.target_type = 'component'
                      OR c.kind = f.target AND f.target_type = 'kind'
    WHERE f.slow_factor > 1
      AND c.family IN ('data', 'compute') AND c.kind <> 'cache'
      AND c.peak_utilisation > 0 AND c.peak_utilisation <= 0.8
    GROUP BY c.id
),
-- Where an operation is waited for, and fails with what it waits for.
waited(operation, component) AS (
    SELECT s.operation, s.target
    FROM steps s
    JOIN components c ON c.id = s.source AND c.kind IN ('client', 'scheduler')
    WHERE EXISTS (SELECT 1 FROM slowness)
    UNION
    SELECT s.operation, s.target
    FROM waited w
    JOIN steps s ON s.source = w.component AND s.operation = w.operation
    JOIN connections c ON c.id = s.connection
    WHERE s.kind = 'dedup' OR s.kind = 'call' AND c.on_failure = 'fail'
),
short(component, factor, title, busy, operation) AS (
    SELECT x.component, x.factor, x.title, c.peak_utilisation * x.factor, min(o.id)
    FROM slowness x
    JOIN components c ON c.id = x.component
    JOIN waited w ON w.component = x.component
    JOIN operations o ON o.id = w.operation
    -- Where all of it is close to all that it can, every burst waits for many times what the work takes.
    WHERE (c.peak_utilisation * x.factor > 1 OR c.utilisation * x.factor > 0.95)
      -- Who may fail now and then can shed what is left over while it lasts, out of a minute: as long
      -- as that is not more than was allowed. What is left over at the busiest partition is a share of
      -- what goes there, not of all.
      AND CASE WHEN o.availability_pct IS NULL THEN o.p99_ms IS NOT NULL
               ELSE o.availability_pct >= 99
                    OR 100 * max(1 - 1 / (c.utilisation * x.factor),
                                 (1 - 1 / (c.peak_utilisation * x.factor))
                                 * min(1, c.peak_utilisation
                                          / (c.utilisation * max(1, coalesce(c.partitions, 1)))))
                           * min(1, x.seconds / 60)
                       > 100 - o.availability_pct END
    GROUP BY x.component
)
SELECT c.id AS subject,
       printf('%s is %d %% busy at the normal load. %g times as slow, as in "%s", the same load keeps it '
              || '%d %% busy, and "%s" waits for it.', c.label,
              CAST(round(100 * c.peak_utilisation) AS INTEGER), round(s.factor, 1), s.title,
              CAST(round(100 * s.busy) AS INTEGER), o.title) AS message,
       s.factor AS factor, s.operation AS operation,
       CASE WHEN c.partitions IS NULL AND c.kind <> 'sql_db'
            THEN CAST(ceil(c.replicas * s.busy / 0.8) AS INTEGER) END AS replicas,
       CASE WHEN c.partitions > 0
            THEN CAST(ceil(c.partitions * s.busy / 0.8) AS INTEGER) END AS partitions,
       -- A database has one primary, which may be a larger machine, up to a limit.
       CASE WHEN c.kind = 'sql_db' AND s.busy <= 3.2
            THEN CAST(ceil(c.concurrency * s.busy / 0.8) AS INTEGER) END AS slots,
       CASE WHEN c.kind = 'sql_db' AND s.busy <= 3.2
            THEN CAST(ceil(c.unit_cost * s.busy / 0.8) AS INTEGER) END AS price
FROM short s
JOIN components c ON c.id = s.component
JOIN operations o ON o.id = s.operation
