-- title: Retry without backoff and jitter
-- severity: high
-- question: The dependency comes back after ten seconds. What do all your callers do in that second?
-- why: Retries that follow at once, or all at the same moment, hit a struggling callee with several
--   times its load, and keep it down after the cause is gone.
-- fix: Use exponential backoff with full jitter, and cap the share of retries with a budget.
-- sources: Marc Brooker, "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015)
SELECT c.id AS subject,
       c.label || ' makes up to ' || c.max_attempts || ' attempts ' ||
       CASE WHEN c.backoff = 'none' THEN 'one right after the other'
            ELSE 'after the same waits for every caller (no jitter)' END ||
       CASE WHEN c.rate_per_s > 0
            THEN printf(': when %s fails, %s calls a second become %s.', target.label,
                        CAST(round(c.rate_per_s) AS INTEGER),
                        CAST(round(c.rate_per_s * c.max_attempts) AS INTEGER))
            ELSE '.' END AS message
FROM connections c
JOIN components target ON target.id = c.target
WHERE c.kind IN ('call', 'publish')
  AND c.max_attempts > 1
  AND (c.backoff = 'none' OR c.jitter = 'none')
