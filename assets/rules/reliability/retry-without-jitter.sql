-- title: Retry without jitter
-- severity: medium
-- question: The dependency restarts and drops all its connections. When do your callers come back?
-- why: Callers that failed in the same moment and wait the same time return in the same moment: the
--   load comes in waves, and each wave makes the next one fail.
-- fix: Spread the pauses: full jitter costs nothing and flattens the waves best.
-- sources: Marc Brooker, "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015)
-- apply: set {subject} jitter full
-- proof: none: the arrivals of a run are independent of each other, so that its callers do not fail
--   in step as real ones do when a node restarts
SELECT c.id AS subject,
       CASE c.kind WHEN 'consume'
            THEN printf('What %s fails to do comes back after the same pause for every message: what one '
                        || 'moment broke is back together %d ms later', target.label,
                        CAST(c.backoff_base_ms AS INTEGER))
            ELSE printf('%s makes up to %d attempts after the same waits for every caller: those that %s '
                        || 'drops in one moment are back together %d ms later', c.label, c.max_attempts,
                        target.label, CAST(c.backoff_base_ms AS INTEGER)) END ||
       CASE WHEN c.rate_per_s > 0
            THEN printf(', %,d in each second of an outage.', CAST(round(c.rate_per_s) AS INTEGER))
            ELSE '.' END AS message
FROM connections c
JOIN components target ON target.id = c.target
WHERE (c.kind IN ('call', 'publish') AND c.max_attempts > 1
       -- A fixed delay moves what failed as it came; it gathers nothing.
       OR c.kind = 'consume' AND c.backoff <> 'constant')
  AND c.backoff <> 'none'
  AND c.jitter = 'none'
