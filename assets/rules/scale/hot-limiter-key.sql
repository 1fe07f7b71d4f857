-- title: Rate limit that stops a popular key
-- severity: medium
-- question: Your limit is the same for every value. Which value needs more, and is that abuse?
-- why: A limit for each value of a key assumes that all are alike. The most popular ones are real
--   customers, often the largest, and it is they who are refused.
-- fix: Limit by who asks and not by what is asked for, set the limit above the most popular value's
--   rate, or give large customers limits of their own.
-- apply: set {subject} limit_rps {limit}; set {subject} burst {burst}
-- proof: measure failed; measure failed_pct
-- sources: Google, "Site Reliability Engineering" (2016), chapter 21, "Per-Customer Limits"
WITH
-- What the most popular value sends through the limiter.
top(limiter, key, rate) AS (
    SELECT l.id, k.id, sum(o.load_rps) * k.top_share
    FROM components l
    JOIN keys k ON k.id = l.per
    JOIN flows f ON f.component = l.id
    JOIN operations o ON o.id = f.operation AND o.key = k.id
    WHERE l.kind = 'rate_limiter'
    GROUP BY l.id
)
SELECT l.id AS subject,
       printf('%s lets %s a second through for each %s, but the most popular one alone brings %s: '
              || '%d %% of its requests are refused on an ordinary day.', l.label,
              round(l.limit_rps, 1), t.key, round(t.rate, 1),
              CAST(round(100 * (1 - l.limit_rps / t.rate)) AS INTEGER)) AS message,
       ceil(3 * t.rate) AS "limit", CAST(max(l.burst, ceil(3 * t.rate)) AS INTEGER) AS burst
FROM top t JOIN components l ON l.id = t.limiter
WHERE t.rate > l.limit_rps
