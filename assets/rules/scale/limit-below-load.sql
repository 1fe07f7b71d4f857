-- title: Rate limit below the normal load
-- severity: high
-- question: On an ordinary day, how many good requests does this limit turn away?
-- why: A limit is there to stop what is out of bounds. Below the load that was agreed on it refuses
--   customers all day long, and their retries make it worse.
-- fix: Set the limit above the expected peak. Where it is a provider's, agree on more, or put a queue
--   and fewer workers before it.
-- apply: set {limiter} limit_rps {limit}
-- proof: measure failed; measure failed_pct; measure late; run 20
-- sources: RFC 6585, section 4, "429 Too Many Requests"; Google, "Site Reliability Engineering"
--   (2016), chapter 21, "Handling Overload"
SELECT c.id AS subject,
       printf('%s lets %,d a second through, and %,d arrive at the normal load: %d %% are refused.',
              c.label, CAST(c.limit_rps AS INTEGER), CAST(round(c.arrivals_per_s) AS INTEGER),
              CAST(round(100 * (1 - c.limit_rps / c.arrivals_per_s)) AS INTEGER)) AS message,
       CASE WHEN c.kind = 'rate_limiter' THEN c.id END AS limiter,
       CAST(ceil(2 * sum(o.load_rps)) AS INTEGER) AS "limit"
FROM components c
JOIN flows f ON f.component = c.id
JOIN operations o ON o.id = f.operation
WHERE c.limit_rps > 0
  AND coalesce(c.per, 'all') = 'all'
  AND c.arrivals_per_s > c.limit_rps
GROUP BY c.id
