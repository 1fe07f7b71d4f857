-- title: Retry without backoff
-- severity: high
-- question: The dependency is away for half a second. How many of your attempts are left after it?
-- why: Attempts that follow one another at once are all spent while the cause lasts, and hit a
--   callee that struggles with several times its load.
-- fix: Use exponential backoff with full jitter, and cap the share of retries with a budget.
-- sources: Marc Brooker, "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015)
-- apply: set {subject} backoff exponential; set {subject} jitter full;
--   set {subject} backoff_base_ms {base}
-- proof: fault cut=1 at connection {subject} from 5 for {blip} every 1;
--   measure failed; measure retries of connection {before}; measure retries of connection {subject};
--   measure arrivals_per_s of component {instead}; measure stale
WITH
-- How long the first pause may be at most, where people wait.
pause(connection, ms) AS (
    SELECT c.id, CAST(min(200, max(10, coalesce((SELECT min(o.p99_ms) FROM steps s
                                                 JOIN operations o ON o.id = s.operation
                                                 WHERE s.connection = c.id) / 2, 100))) AS INTEGER)
    FROM connections c
    WHERE c.backoff = 'none' AND c.max_attempts > 1
)
SELECT c.id AS subject,
       c.label || ' makes up to ' || c.max_attempts || ' attempts one right after the other' ||
       CASE WHEN c.rate_per_s > 0
            THEN printf(': when %s fails, %,d calls a second become %,d.', target.label,
                        CAST(round(c.rate_per_s) AS INTEGER),
                        CAST(round(c.rate_per_s * c.max_attempts) AS INTEGER))
            ELSE '.' END AS message,
       p.ms AS base, p.ms / 2000.0 AS blip,
       -- Who does the whole request again when all attempts were in vain.
       (SELECT group_concat(b.id) FROM connections b
        WHERE b.target = c.source AND b.kind IN ('call', 'publish')) AS before,
       -- Who is asked in the place of a cache.
       CASE WHEN target.kind = 'cache'
            THEN (SELECT group_concat(DISTINCT d.id)
                  FROM steps s
                  JOIN steps x ON x.operation = s.operation AND x.source = s.source
                  JOIN components d ON d.id = x.target AND d.family = 'data' AND d.kind <> 'cache'
                  WHERE s.connection = c.id) END AS instead
FROM pause p
JOIN connections c ON c.id = p.connection
JOIN components target ON target.id = c.target
WHERE c.kind IN ('call', 'publish')
