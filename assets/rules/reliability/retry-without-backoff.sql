-- title: Retry without backoff
-- severity: high
-- question: The dependency is away for half a second. How many of your attempts are left after it?
-- why: Attempts that follow one another at once are all spent while the cause lasts, and hit a
--   callee that struggles with several times its load.
-- fix: Use exponential backoff with full jitter, and cap the share of retries with a budget.
-- sources: Marc Brooker, "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015)
-- apply: set {subject} backoff exponential; set {subject} jitter full;
--   set {subject} backoff_base_ms {base}
-- proof: fault cut=1 at connection {subject} from 10 for 0.2;
--   measure failed; measure retries of connection {subject}
SELECT c.id AS subject,
       c.label || ' makes up to ' || c.max_attempts || ' attempts one right after the other' ||
       CASE WHEN c.rate_per_s > 0
            THEN printf(': when %s fails, %,d calls a second become %,d.', target.label,
                        CAST(round(c.rate_per_s) AS INTEGER),
                        CAST(round(c.rate_per_s * c.max_attempts) AS INTEGER))
            ELSE '.' END AS message,
       CAST(min(200, max(10, coalesce((SELECT min(o.p99_ms) FROM steps s
                                       JOIN operations o ON o.id = s.operation
                                       WHERE s.connection = c.id) / 2, 100))) AS INTEGER) AS base
FROM connections c
JOIN components target ON target.id = c.target
WHERE c.kind IN ('call', 'publish')
  AND c.max_attempts > 1
  AND c.backoff = 'none'
