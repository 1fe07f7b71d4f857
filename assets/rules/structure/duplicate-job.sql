-- title: Two components for one job
-- severity: medium
-- question: These two do the same. What does the second one give you?
-- why: Two parts for one job cost twice, can disagree, and each must be watched, patched and understood.
--   Sooner or later one of them is right and nobody knows which.
-- fix: Keep one of them, or say in their reasons what each does that the other does not.
-- sources: Hunt and Thomas, "The Pragmatic Programmer" (1999), "The Evils of Duplication"
-- apply: remove {second}
-- proof: measure cost_usd_month; measure p99_ms
WITH
-- Two caches that one caller asks for the same reads.
caches(first, second, what) AS (
    SELECT a.target, b.target, min(o.title)
    FROM components x
    JOIN connections i ON i.target = x.id AND i.kind = 'call'
    JOIN steps a ON a.connection = i.id
    JOIN steps b ON b.source = a.source AND b.operation = a.operation AND b.target > a.target
                AND b.kind = 'call'
    JOIN components y ON y.id = b.target AND y.kind = 'cache'
    JOIN operations o ON o.id = a.operation AND o.type = 'read'
    WHERE x.kind = 'cache'
      AND NOT EXISTS (SELECT 1 FROM connections c WHERE c.source IN (a.target, b.target) AND c.kind = 'call')
    GROUP BY a.target, b.target
),
-- Two limiters of one kind of limit on one way, one behind the other.
limited(limiter, per, operation, title) AS (
    SELECT c.id, c.per, o.id, o.title
    FROM components c
    JOIN flows f ON f.component = c.id
    JOIN operations o ON o.id = f.operation
    WHERE c.kind = 'rate_limiter' AND f.rate_per_s > 0.9 * o.load_rps
),
limiters(first, second, what) AS (
    SELECT a.limiter, b.limiter, min(a.title)
    FROM limited a
    JOIN limited b ON b.operation = a.operation AND b.per = a.per AND b.limiter > a.limiter
    GROUP BY a.limiter, b.limiter
),
-- Two stores of one kind that keep the same thing.
stores(first, second, what) AS (
    SELECT a.store, b.store, min(a.name)
    FROM entities a
    JOIN entities b ON lower(trim(b.name)) = lower(trim(a.name)) AND b.store > a.store
    JOIN components x ON x.id = a.store
    JOIN components y ON y.id = b.store AND y.kind = x.kind
    GROUP BY a.store, b.store
)
SELECT x.id AS subject,
       x.label || ' and ' || y.label || ' do one job: ' ||
       CASE d.job WHEN 'cache' THEN 'both are asked for "' || d.what || '", one after the other'
                  WHEN 'limiter' THEN 'both count the requests of "' || d.what || '" in the same way'
                  ELSE 'both keep each ' || d.what END ||
       CASE WHEN x.component_cost + y.component_cost > 0
            THEN printf('; together they cost %,d USD a month.',
                        CAST(round(x.component_cost + y.component_cost) AS INTEGER))
            ELSE '.' END AS message,
       CASE WHEN d.job = 'cache' THEN y.id END AS second
FROM (SELECT first, second, what, 'cache' AS job FROM caches
      UNION ALL SELECT first, second, what, 'limiter' FROM limiters
      UNION ALL SELECT first, second, what, 'store' FROM stores) d
JOIN components x ON x.id = d.first
JOIN components y ON y.id = d.second
