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
passing(limiter, key, is_keyed, operation, rate) AS (
    SELECT l.id, l.per, coalesce(o.key, '') = l.per, o.title, o.load_rps
    FROM components l
    JOIN flows f ON f.component = l.id
    JOIN operations o ON o.id = f.operation
    WHERE l.kind = 'rate_limiter' AND l.per <> 'all'
),
-- What the most popular value sends through the limiter.
top(limiter, key, operation, rate) AS (
    SELECT p.limiter, p.key, NULL, sum(p.rate) * k.top_share
    FROM passing p JOIN keys k ON k.id = p.key
    WHERE p.is_keyed
    GROUP BY p.limiter
    UNION ALL
    -- Operations about another key have no value of this one: they share a bucket.
    SELECT limiter, key, min(operation), sum(rate) FROM passing WHERE NOT is_keyed GROUP BY limiter
),
worst(limiter, key, operation, rate) AS (
    SELECT limiter, key, operation, max(rate) FROM top GROUP BY limiter
)
SELECT l.id AS subject,
       CASE WHEN t.operation IS NULL
            THEN printf('%s lets %s a second through for each %s, but the most popular one alone brings '
                        || '%s', l.label, round(l.limit_rps, 1), t.key, round(t.rate, 1))
            ELSE printf('%s counts by %s and lets %s a second through for each, but "%s" is not about one: '
                        || 'all of it shares one count, and brings %s', l.label, t.key,
                        round(l.limit_rps, 1), t.operation, round(t.rate, 1)) END ||
       printf(': %d %% of its requests are refused on an ordinary day.',
              CAST(round(100 * (1 - l.limit_rps / t.rate)) AS INTEGER)) AS message,
       ceil(3 * t.rate) AS "limit", CAST(max(l.burst, ceil(3 * t.rate)) AS INTEGER) AS burst
FROM worst t JOIN components l ON l.id = t.limiter
WHERE t.rate > l.limit_rps
