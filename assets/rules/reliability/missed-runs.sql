-- title: Missed runs
-- severity: high
-- question: The clock strikes in the maintenance window, or while your scheduler restarts. What
--   becomes of that run?
-- why: A scheduler that only looks at the time of now never learns what fell due while it could not
--   start anything. Nobody gets an error, so nobody notices.
-- fix: Store what is due. When the window is over, or the scheduler is back, start what has no run
--   yet, each once.
-- sources: Davidovič and Guliani, "Reliable Cron across the Planet" (ACM Queue, 2015)
-- apply: set {subject} missed_runs catch_up
-- proof: fault hold=1 at operation {operation}; measure failed
SELECT c.id AS subject,
       printf('%s skips what falls due while nothing may start: under "%s" "%s" is not run, about %,d times in a minute.',
              c.label, h.title, o.title, CAST(round(60 * o.rate_rps) AS INTEGER)) AS message,
       o.id AS operation,
       max(o.rate_rps)
FROM components c
JOIN flows f ON f.component = c.id
JOIN operations o ON o.id = f.operation AND o.issued_by = 'scheduler'
JOIN faults h ON h.hold = 1
             AND (h.target_type = 'operation' AND h.target = o.id
                  OR h.target_type = 'key' AND h.target = o.key
                  OR h.target_type = 'kind' AND h.target = 'scheduler'
                  OR h.target_type = 'component' AND h.target = c.id)
WHERE c.kind = 'scheduler' AND c.missed_runs = 'skip'
  -- Where a run may be left out, the scenario sets no target for it.
  AND o.availability_pct IS NOT NULL
GROUP BY c.id
