-- title: No headroom for the spike
-- severity: high
-- question: The load goes up for twenty seconds, as you were told it would. Which part gives way first?
-- why: A part that is sized for the mean fails at the peak, and the peak is when it matters. New
--   machines take minutes to come; the spike is over by then.
-- fix: Size the parts of a request's way for the peak, or let a queue, a cache or a rate limit take it.
-- apply: set {subject} replicas {replicas}; set {subject} partitions {partitions};
--   set {subject} concurrency {slots}; set {subject} unit_cost {price}
-- proof: fault rate_factor={factor} at operation {operation}; measure failed of operation {operation};
--   measure p99_ms of operation {operation}; measure wait_mean_ms of component {subject}
-- sources: Google, "Site Reliability Engineering" (2016), chapter 22, "Addressing Cascading Failures"
WITH
spikes(operation, factor, seconds) AS (
    SELECT target, max(rate_factor), for_s
    FROM faults WHERE target_type = 'operation' AND rate_factor > 1
    GROUP BY target
),
-- A limiter for all callers on the way cuts the spike off.
let_through(operation, factor, seconds) AS MATERIALIZED (
    SELECT s.operation,
           min(s.factor, coalesce((SELECT min(max(1, l.limit_rps / l.arrivals_per_s))
                                   FROM flows f JOIN components l ON l.id = f.component
                                   WHERE f.operation = s.operation AND l.kind = 'rate_limiter'
                                     AND l.per = 'all' AND l.arrivals_per_s > 0), s.factor)),
           s.seconds
    FROM spikes s
),
-- How much of a component's work an operation is.
work(component, operation, amount) AS NOT MATERIALIZED (
    SELECT f.component, f.operation,
           f.rate_per_s * CASE WHEN c.read_ms IS NULL THEN 1
                               WHEN o.type = 'write' THEN c.write_ms * coalesce(c.copies, 1)
                               WHEN c.consistency = 'strong' THEN c.read_ms * c.copies
                               ELSE c.read_ms END
    FROM flows f
    JOIN components c ON c.id = f.component
    JOIN operations o ON o.id = f.operation
),
-- Where the spike is waited for, and has a chance to be too much even if all the work were its own;
-- what comes as a message waits in its queue instead.
hit(component, operation, factor, seconds, amount, total) AS (
    SELECT c.id, s.operation, s.factor, s.seconds,
           (SELECT w.amount FROM work w WHERE w.component = c.id AND w.operation = s.operation),
           (SELECT sum(w.amount) FROM work w WHERE w.component = c.id)
    FROM let_through s
    JOIN flows f ON f.operation = s.operation AND f.awaited = 1
    JOIN components c ON c.id = f.component
    WHERE c.peak_utilisation > 0.99 / s.factor AND c.peak_utilisation <= 0.8
      AND c.family <> 'outside'
),
peak(component, operation, factor, busy) AS (
    SELECT c.id, h.operation, h.factor,
           max(c.peak_utilisation * (1 + (h.factor - 1) * h.amount / h.total)
               * CASE WHEN c.autoscale_max > c.replicas AND 2 * c.autoscale_delay_s < h.seconds
                      THEN 1.0 * c.replicas / c.autoscale_max ELSE 1 END)
    FROM hit h
    JOIN components c ON c.id = h.component
    WHERE h.total > 0
    GROUP BY c.id
)
SELECT c.id AS subject,
       printf('%s is %d %% busy at the normal load; when "%s" comes %s times as often, as the '
              || 'scenario says, it needs %s times what it has.', c.label,
              CAST(round(100 * c.utilisation) AS INTEGER), o.title, round(p.factor, 1),
              round(p.busy, 1)) AS message,
       o.id AS operation, p.factor AS factor,
       CASE WHEN c.partitions IS NULL AND c.kind <> 'sql_db'
            THEN CAST(ceil(c.replicas * p.busy / 0.7) AS INTEGER) END AS replicas,
       CASE WHEN c.partitions > 0
            THEN CAST(ceil(c.partitions * p.busy / 0.7) AS INTEGER) END AS partitions,
       -- A database has one primary, which may be a larger machine, up to a limit.
       CASE WHEN c.kind = 'sql_db' AND p.busy <= 2.8
            THEN CAST(ceil(c.concurrency * p.busy / 0.7) AS INTEGER) END AS slots,
       CASE WHEN c.kind = 'sql_db' AND p.busy <= 2.8
            THEN CAST(ceil(c.unit_cost * p.busy / 0.7) AS INTEGER) END AS price
FROM peak p
JOIN components c ON c.id = p.component
JOIN operations o ON o.id = p.operation
WHERE p.busy > 1
