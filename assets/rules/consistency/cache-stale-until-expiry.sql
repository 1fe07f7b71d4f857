-- title: Cache that is only as fresh as its TTL
-- severity: high
-- question: The value was changed a second ago. For how long does the cache go on with the old one?
-- why: A time to live bounds how old a cached value can be, and no more: from the write to the end of
--   that time every reader gets the old value. Whether that is too long depends on what was promised.
-- fix: Invalidate or write through on the path of each write, or shorten the TTL until what remains
--   stale is within the promise.
-- sources: Amazon Builders' Library, "Caching challenges and strategies"
-- apply: set {subject} write_policy invalidate;
--   operations {there} {widened};
--   connect {writers} {subject} call operations {writes} timeout_ms=20 on_failure=ignore
-- proof: fault hot_key_pct=20 at key {key}; measure stale_pct; measure stale
WITH RECURSIVE
-- The values of each key in groups of like popularity, the most popular one by one: what comes of it is
-- at most the truth.
groups(first, size, last) AS (
    SELECT 1, 1, (SELECT max(count) FROM keys)
    UNION ALL
    SELECT first + size, max(1, (first + size) / 4), last FROM groups WHERE first + size <= last
),
popular(key, share, times) AS (
    SELECT k.id, k.top_share * pow(g.first + (min(g.size, k.count - g.first + 1) - 1) / 2.0, -k.zipf),
           min(g.size, k.count - g.first + 1)
    FROM keys k JOIN groups g ON g.first <= k.count
),
-- The writes that change what a read sees, and the part that makes them.
changes(read, write, title, key, rate, writer) AS (
    SELECT r.id, w.id, w.title, w.key, w.load_rps, max(CASE u.family WHEN 'compute' THEN u.id END)
    FROM operations r
    JOIN operations w ON w.type = 'write' AND w.key = r.key
    JOIN flows rs ON rs.operation = r.id
    JOIN components s ON s.id = rs.component AND s.family = 'data' AND s.kind <> 'cache'
    JOIN steps t ON t.operation = w.id AND t.target = s.id AND t.kind = 'call'
    JOIN components u ON u.id = t.source
    WHERE r.type = 'read' AND r.stale_pct IS NOT NULL
    GROUP BY r.id, w.id
),
-- The share of reads that come between a write and the end of the value's time.
stale(cache, read, write, share) AS (
    SELECT c.id, x.read, x.write,
           100 * (SELECT sum(p.times * p.share
                             * (1 - (1 - exp(-x.rate * p.share * c.ttl_s))
                                    / max(1e-12, x.rate * p.share * c.ttl_s)))
                  FROM popular p WHERE p.key = x.key)
    FROM components c
    JOIN flows f ON f.component = c.id
    JOIN changes x ON x.read = f.operation
    WHERE c.kind IN ('cache', 'cdn') AND c.ttl_s > 0 AND x.rate > 0
      AND (c.write_policy = 'none'
           OR NOT EXISTS (SELECT 1 FROM flows p
                          WHERE p.component = c.id AND p.operation = x.write))
)
SELECT c.id AS subject,
       printf('%s serves a value for up to %g s after "%s" has changed it: at least %g %% of "%s" are out '
              || 'of date, where %g %% may be.', c.label, c.ttl_s, x.title, round(max(s.share), 2),
              r.title, r.stale_pct) AS message,
       group_concat(DISTINCT CASE WHEN p.operation IS NULL THEN x.writer END) AS writers,
       group_concat(DISTINCT x.write) AS writes,
       -- Connections of the writers that leave some of these writes out.
       group_concat(DISTINCT CASE WHEN p.operation IS NULL THEN l.id END) AS there,
       (SELECT group_concat(operation)
        FROM (SELECT DISTINCT operation FROM steps WHERE target = c.id AND kind = 'call'
              ORDER BY operation))
       || ',' || group_concat(DISTINCT x.write) AS widened,
       x.key AS key
FROM stale s
JOIN components c ON c.id = s.cache
JOIN changes x ON x.read = s.read AND x.write = s.write
JOIN operations r ON r.id = s.read
LEFT JOIN flows p ON p.component = c.id AND p.operation = x.write
LEFT JOIN connections l ON l.source = x.writer AND l.target = c.id AND l.kind = 'call'
WHERE s.share > r.stale_pct
GROUP BY c.id
