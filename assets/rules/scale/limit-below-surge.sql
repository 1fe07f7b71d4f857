-- title: Rate limit below a surge that was foretold
-- severity: high
-- question: You were told that this comes several times as often for a while. Does your own limit let it in?
-- why: One limit for all does not tell a loop from a good day: in a surge that everybody knew of, it turns
--   customers away as if they were the attack.
-- fix: Set the limit above the surge, or count for each customer, so that only the one who is out of bounds
--   is stopped.
-- apply: set {subject} limit_rps {limit}
-- proof: run 60; fault rate_factor={factor} at operation {surge} from 15 for {seconds};
--   measure failed of operation {operation}
-- sources: Google, "Site Reliability Engineering" (2016), chapter 21, "Handling Overload", on limits for
--   each customer; Amazon Builders' Library, "Fairness in multi-tenant systems"
WITH
-- All that comes to a limiter while an operation comes more often, and the share that it refuses: what is
-- beyond its limit, when what it had saved up is used.
surges(limiter, operation, factor, title, seconds, rate, refused) AS (
    SELECT c.id, o.id, x.rate_factor, x.title, x.for_s,
           c.arrivals_per_s + (x.rate_factor - 1) * f.rate_per_s,
           1 - (c.limit_rps + coalesce(nullif(c.burst, 0), c.limit_rps) / max(x.for_s, 1))
               / (c.arrivals_per_s + (x.rate_factor - 1) * f.rate_per_s)
    FROM components c
    JOIN flows f ON f.component = c.id AND f.deferred = 0
    JOIN operations o ON o.id = f.operation
    JOIN faults x ON x.target_type = 'operation' AND x.target = o.id AND x.rate_factor > 1
    WHERE c.kind = 'rate_limiter' AND coalesce(c.per, 'all') = 'all' AND c.limit_rps > 0
      -- One that is too low at any time is told of already.
      AND c.arrivals_per_s <= c.limit_rps
),
-- How many times as often each operation that goes through comes meanwhile.
through(limiter, surge, seconds, rate, title, refused, operation, name, allowed, factor) AS (
    SELECT s.limiter, s.operation, s.seconds, s.rate, s.title, s.refused, o.id, o.title,
           100 - o.availability_pct, CASE o.id WHEN s.operation THEN s.factor ELSE 1 END
    FROM surges s
    JOIN flows f ON f.component = s.limiter AND f.deferred = 0
    JOIN operations o ON o.id = f.operation AND o.availability_pct IS NOT NULL
    WHERE s.refused > 0
),
-- Of all of it in a minute, what is refused; it may be no more than was allowed.
felt(limiter, surge, seconds, rate, title, operation, name, allowed, pct) AS (
    SELECT limiter, surge, seconds, rate, title, operation, name, allowed,
           100 * refused * factor * min(1, seconds / 60)
           / (1 + (factor - 1) * min(1, seconds / 60))
    FROM through
)
SELECT c.id AS subject,
       printf('%s lets %,d a second through, of all together. In "%s" %,d come, so that about %g %% of "%s" are '
              || 'refused, where %g %% may fail.', c.label, CAST(c.limit_rps AS INTEGER), f.title,
              CAST(round(f.rate) AS INTEGER), round(f.pct, 1), f.name, round(f.allowed, 2)) AS message,
       f.surge AS surge, f.operation AS operation, min(45, f.seconds) AS seconds,
       (SELECT factor FROM surges WHERE limiter = c.id AND operation = f.surge) AS factor,
       CAST(ceil(1.2 * (SELECT max(rate) FROM surges WHERE limiter = c.id)) AS INTEGER) AS "limit",
       max(f.pct / max(f.allowed, 0.01))
FROM felt f
JOIN components c ON c.id = f.limiter
WHERE f.pct > f.allowed
GROUP BY c.id
