-- title: Retry without a budget
-- severity: medium
-- question: Every call fails for a minute. How much load do your retries add to what is broken?
-- why: Retries are meant for the few that fail. When all fail, each adds its attempts to the load
--   of a callee that cannot carry even the first ones, and keeps it down after the cause is gone.
-- fix: Cap retries as a share of the calls: with a budget of 10 or 20 % rare failures are retried,
--   and an outage adds no more than that.
-- sources: Google, "Site Reliability Engineering" (2016), chapter 21, "Handling Overload"; Amazon
--   Builders' Library, "Timeouts, retries, and backoff with jitter"
-- apply: set {subject} retry_budget_pct 20
-- proof: fault cut=1 at connection {subject}; measure retries of connection {subject}
WITH
-- How much slower each part becomes in the worst fault that the scenario stages for it.
staged(component, factor) AS (
    SELECT t.id, max(f.slow_factor)
    FROM faults f
    JOIN components t ON t.id = f.target AND f.target_type = 'component'
                      OR t.kind = f.target AND f.target_type = 'kind'
    GROUP BY t.id
),
-- The callee's load today and when each call over the connection takes all of its attempts.
load(connection, now, retried) AS (
    SELECT c.id, t.peak_utilisation,
           t.peak_utilisation * (1 + (c.max_attempts - 1) * min(1, c.rate_per_s / t.arrivals_per_s))
    FROM connections c JOIN components t ON t.id = c.target
    WHERE t.arrivals_per_s > 0 AND t.peak_utilisation > 0
),
-- Operations on whose way somebody else keeps a budget.
guarded(operation, connection) AS (
    SELECT DISTINCT s.operation, s.connection
    FROM steps s JOIN connections c ON c.id = s.connection
    WHERE c.max_attempts > 1 AND c.retry_budget_pct > 0
)
SELECT c.id AS subject,
       printf('%s tries up to %d times without a budget: when %s fails, %,d calls a second become %,d',
              c.label, c.max_attempts, target.label, CAST(round(c.rate_per_s) AS INTEGER),
              CAST(round(c.rate_per_s * c.max_attempts) AS INTEGER)) ||
       CASE WHEN l.retried * max(1, coalesce(f.factor, 1)) > 0.8
            THEN printf(', and its load of %d %% grows to %d %%.', CAST(round(100 * l.now) AS INTEGER),
                        CAST(round(100 * l.retried) AS INTEGER))
            ELSE printf(', which undoes the budget that %s keeps on the same way.',
                        (SELECT b.label FROM steps s
                         JOIN guarded g ON g.operation = s.operation
                         JOIN connections b ON b.id = g.connection
                         WHERE s.connection = c.id ORDER BY b.id LIMIT 1)) END AS message
FROM connections c
JOIN components target ON target.id = c.target
LEFT JOIN load l ON l.connection = c.id
LEFT JOIN staged f ON f.component = c.target
WHERE c.kind IN ('call', 'publish')
  AND c.max_attempts > 1
  AND c.retry_budget_pct = 0
  AND c.rate_per_s > 0
  -- A callee that could take every attempt of every caller, slow or not, needs no protection; but
  -- one layer without a budget spoils those of the others.
  AND (l.retried * max(1, coalesce(f.factor, 1)) > 0.8
       OR EXISTS (SELECT 1 FROM steps s JOIN guarded g ON g.operation = s.operation
                  WHERE s.connection = c.id))
