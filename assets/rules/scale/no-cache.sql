-- title: No cache on a read-heavy path
-- severity: medium
-- question: The same few items are read again and again. Does the database have to answer each time?
-- why: Where reads outnumber writes and some keys are popular, a small cache answers most of them
--   faster than any store, and leaves the store room for the rest.
-- fix: Put a cache before the store, with a TTL or invalidation on write, and coalesce misses.
-- sources: Amazon Builders' Library, "Caching challenges and strategies"
WITH
traffic(store, reads, writes) AS (
    SELECT f.component,
           sum(CASE WHEN o.type = 'read' THEN f.rate_per_s ELSE 0 END),
           sum(CASE WHEN o.type = 'write' THEN f.rate_per_s ELSE 0 END)
    FROM flows f JOIN operations o ON o.id = f.operation
    GROUP BY f.component
),
cached(operation) AS (
    SELECT DISTINCT f.operation
    FROM flows f JOIN components c ON c.id = f.component
    WHERE c.kind IN ('cache', 'cdn')
),
uncached(store, operation, rate, top_share) AS (
    SELECT f.component, f.operation, f.rate_per_s, k.top_share
    FROM flows f
    JOIN operations o ON o.id = f.operation AND o.type = 'read'
    JOIN keys k ON k.id = o.key AND k.zipf > 0.5
    WHERE f.operation NOT IN (SELECT operation FROM cached)
)
SELECT s.id AS subject,
       printf('%s answers %,d reads a second itself%s, and some of its keys are far more popular '
              || 'than others; no cache stands before it on "%s".',
              s.label, CAST(round(t.reads) AS INTEGER),
              CASE WHEN t.reads >= 10 * t.writes AND t.writes > 0 THEN printf(' (%d to a write)',
                                                 CAST(round(t.reads / t.writes) AS INTEGER))
                   ELSE '' END,
              max(o.title)) AS message
FROM uncached u
JOIN components s ON s.id = u.store
JOIN operations o ON o.id = u.operation
JOIN traffic t ON t.store = s.id
WHERE s.kind IN ('sql_db', 'kv_store', 'search_index')
  AND t.reads >= 500
  AND (t.reads >= 10 * t.writes OR (t.reads > t.writes AND s.utilisation > 0.5))
GROUP BY s.id
