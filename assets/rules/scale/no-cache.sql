-- title: No cache on a read-heavy path
-- severity: medium
-- question: The same few items are read again and again. Does the database have to answer each time?
-- why: Where reads outnumber writes and some keys are popular, a small cache answers most of them
--   faster than any store, and leaves the store room for the rest.
-- fix: Put a cache before the store, with a TTL or invalidation on write, and coalesce misses.
-- apply: add cache as @cache "{label} cache" near {subject} replicas=2 zones=2 capacity_items={items}
--   ttl_s=300 write_policy=invalidate coalesce=true
--   why "a few values of {key} get most of the reads; the store goes on without it";
--   connect {caller} @cache call before {connection} operations {operations} timeout_ms=20
--   on_failure=ignore
-- proof: measure p99_ms of operation {operation}; measure utilisation of component {subject}
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
uncached(store, operation, key, rate) AS (
    SELECT f.component, f.operation, k.id, max(f.rate_per_s)
    FROM flows f
    JOIN components s ON s.id = f.component AND s.kind IN ('sql_db', 'kv_store', 'search_index')
    JOIN operations o ON o.id = f.operation AND o.type = 'read'
    JOIN keys k ON k.id = o.key AND k.zipf > 0.5
    WHERE f.operation NOT IN (SELECT operation FROM cached)
    GROUP BY f.component
),
-- The caller that asks most for it, and what else of this key it asks there.
caller(store, connection, source, operations, rate) AS (
    SELECT u.store, c.id, c.source,
           (SELECT group_concat(DISTINCT x.operation)
            FROM steps x JOIN operations o ON o.id = x.operation AND o.key = u.key
            WHERE x.connection = c.id),
           max(c.rate_per_s)
    FROM uncached u
    JOIN steps s ON s.operation = u.operation
    JOIN connections c ON c.id = s.connection AND c.target = u.store AND c.kind = 'call'
    GROUP BY u.store
)
SELECT s.id AS subject,
       printf('%s answers %,d reads a second itself%s and is %d %% busy. Some values of %s are far more '
              || 'popular than others, and no cache stands before it on "%s".',
              s.label, CAST(round(t.reads) AS INTEGER),
              CASE WHEN t.reads >= 10 * t.writes AND t.writes > 0 THEN printf(' (%d to a write)',
                                                 CAST(round(t.reads / t.writes) AS INTEGER))
                   ELSE '' END,
              CAST(round(100 * s.peak_utilisation) AS INTEGER), u.key, o.title) AS message,
       s.label AS label, u.key AS key, u.operation AS operation, c.connection AS connection,
       c.source AS caller, c.operations AS operations,
       CAST(min(k.count, max(1000, k.count / 5)) AS INTEGER) AS items
FROM uncached u
JOIN components s ON s.id = u.store
JOIN operations o ON o.id = u.operation
JOIN keys k ON k.id = u.key
JOIN traffic t ON t.store = s.id
LEFT JOIN caller c ON c.store = s.id
WHERE t.reads >= 500
  AND t.reads > t.writes
  -- A store that does not mind needs no cache: it is busy, or too slow for what was promised.
  AND (s.peak_utilisation > 0.5
       OR (o.p99_ms > 0 AND 4.6 * (s.read_ms + coalesce(s.wait_ms, 0)) > o.p99_ms))
