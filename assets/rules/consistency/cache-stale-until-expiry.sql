-- title: Cache that is only as fresh as its TTL
-- severity: high
-- question: The value was changed a second ago. For how long does the cache go on with the old one?
-- why: A time to live bounds how old a cached value can be, and no more: from the write to the end of
--   that time every reader gets the old value. Whether that is too long depends on what was promised.
-- fix: Invalidate or write through on the path of each write, or shorten the TTL until what remains
--   stale is within the promise.
-- sources: Amazon Builders' Library, "Caching challenges and strategies"
-- apply: set {subject} write_policy invalidate;
--   connect {writer} {subject} call operations {write} timeout_ms=20 on_failure=ignore
-- proof: fault hot_key_pct=20 at key {key}; measure stale_pct; measure stale
WITH
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
-- The share of reads that come between a write and the end of the value's time, at least: of the
-- most popular value, and of the others as if they were alike.
stale(cache, read, write, share) AS (
    SELECT c.id, x.read, x.write,
           100 * (k.top_share * (1 - (1 - exp(-x.rate * k.top_share * c.ttl_s))
                                     / (x.rate * k.top_share * c.ttl_s)) +
                  (1 - k.top_share)
                  * (1 - (1 - exp(-x.rate * (1 - k.top_share) / max(1, k.count - 1) * c.ttl_s))
                         / max(1e-12, x.rate * (1 - k.top_share) / max(1, k.count - 1) * c.ttl_s)))
    FROM components c
    JOIN flows f ON f.component = c.id
    JOIN changes x ON x.read = f.operation
    JOIN keys k ON k.id = x.key
    WHERE c.kind IN ('cache', 'cdn') AND c.ttl_s > 0 AND x.rate > 0
      AND (c.write_policy = 'none'
           OR NOT EXISTS (SELECT 1 FROM flows p
                          WHERE p.component = c.id AND p.operation = x.write))
)
SELECT c.id AS subject,
       printf('%s serves a value for up to %g s after "%s" has changed it: at least %g %% of "%s" are out '
              || 'of date, where %g %% may be.', c.label, c.ttl_s, x.title, round(max(s.share), 2),
              r.title, r.stale_pct) AS message,
       CASE WHEN NOT EXISTS (SELECT 1 FROM flows p
                             WHERE p.component = c.id AND p.operation = x.write)
            THEN x.writer END AS writer,
       x.write AS write,
       x.key AS key
FROM stale s
JOIN components c ON c.id = s.cache
JOIN changes x ON x.read = s.read AND x.write = s.write
JOIN operations r ON r.id = s.read
WHERE s.share > r.stale_pct
GROUP BY c.id
