-- title: Cache written before the store
-- severity: high
-- question: You drop the cached value, and only later the new one is stored. What does a reader in
--   between put back?
-- why: Between the two steps a reader misses, fetches the old value from the store and puts it into
--   the cache, where it stays after the store has the new one: until its TTL, or for ever.
-- fix: Write the store first and then the cache: let whoever writes the store tell the cache.
-- sources: Nishtala et al., "Scaling Memcache at Facebook" (NSDI, 2013), stale sets; Amazon
--   Builders' Library, "Caching challenges and strategies"
-- apply: connect {writer} {cache} call operations {writes} timeout_ms=20 on_failure=ignore;
--   operations {keep} {others}; remove {drop}
-- proof: fault hot_key_pct=30 at key {key}; measure stale
WITH
-- Writes that tell the cache at once and get to the store as a message.
early(connection, cache, operation, store) AS (
    SELECT s.connection, s.target, s.operation, d.id
    FROM steps s
    JOIN components c ON c.id = s.target AND c.kind = 'cache' AND c.write_policy <> 'none'
    JOIN operations w ON w.id = s.operation AND w.type = 'write'
    JOIN flows f ON f.operation = w.id AND f.deferred = 1
    JOIN components d ON d.id = f.component AND d.family = 'data' AND d.kind <> 'cache'
    JOIN effects e ON e.operation = w.id AND e.kind = d.kind
    WHERE s.kind = 'call'
      AND EXISTS (SELECT 1 FROM flows b
                  WHERE b.component = s.source AND b.operation = w.id AND b.deferred = 0)
      -- Whoever writes the store in the same step writes it first.
      AND NOT EXISTS (SELECT 1 FROM steps n JOIN components t ON t.id = n.target
                      WHERE n.source = s.source AND n.operation = w.id AND n.kind = 'call'
                        AND t.family = 'data' AND t.kind <> 'cache')
)
SELECT x.id AS subject,
       printf('For "%s" %s %s %s before %s has the new value, which comes as a message: a reader in between '
              || 'puts the old one back, and it stays %s.', w.title, source.label,
              CASE cache.write_policy WHEN 'invalidate' THEN 'drops the value in' ELSE 'writes' END,
              cache.label, store.label,
              CASE WHEN cache.ttl_s > 0
                   THEN printf('up to %d s', CAST(round(cache.ttl_s) AS INTEGER))
                   ELSE 'for ever' END) AS message,
       cache.id AS cache,
       (SELECT n.source FROM steps n JOIN components p ON p.id = n.source AND p.family = 'compute'
        WHERE n.target = store.id AND n.operation = w.id AND n.kind = 'call' LIMIT 1) AS writer,
       w.id AS writes,
       w.key AS key,
       (SELECT group_concat(s.operation) FROM steps s
        WHERE s.connection = x.id AND s.operation <> w.id) AS others,
       CASE WHEN EXISTS (SELECT 1 FROM steps s WHERE s.connection = x.id AND s.operation <> w.id)
            THEN x.id END AS keep,
       CASE WHEN NOT EXISTS (SELECT 1 FROM steps s WHERE s.connection = x.id AND s.operation <> w.id)
            THEN x.id END AS "drop"
FROM early y
JOIN connections x ON x.id = y.connection
JOIN components source ON source.id = x.source
JOIN components cache ON cache.id = y.cache
JOIN components store ON store.id = y.store
JOIN operations w ON w.id = y.operation
-- Somebody reads the value through the cache.
WHERE EXISTS (SELECT 1 FROM flows f JOIN operations r ON r.id = f.operation
              WHERE f.component = cache.id AND r.type = 'read' AND r.key = w.key)
GROUP BY x.id
