-- title: Cache without invalidation or TTL
-- severity: high
-- question: The owner changes the item. When do readers stop seeing the old one?
-- why: A cached value that is neither dropped by a write nor expires is served until it happens to
--   be pushed out: popular items, which are never pushed out, stay stale for ever.
-- fix: Invalidate or write through on the path of each write, and set a TTL as a bound for what
--   slips past.
-- sources: Amazon Builders' Library, "Caching challenges and strategies"
-- apply: set {subject} ttl_s {ttl}; set {subject} write_policy invalidate;
--   connect {writers} {subject} call operations {writes} timeout_ms=20 on_failure=ignore
-- proof: fault hot_key_pct=30 at key {key}; measure stale_pct; measure stale
WITH
-- The writes that change what a read sees: of the same key, in a store that both get to. `writer`
-- is the part that writes there, when it is one that can tell the cache too.
changes(read, write, title, key, writer) AS (
    SELECT r.id, w.id, w.title, w.key, max(CASE u.family WHEN 'compute' THEN u.id END)
    FROM operations r
    JOIN operations w ON w.type = 'write' AND w.key = r.key
    JOIN flows rs ON rs.operation = r.id
    JOIN components s ON s.id = rs.component AND s.family = 'data' AND s.kind <> 'cache'
    JOIN flows ws ON ws.operation = w.id AND ws.component = s.id
    LEFT JOIN connections c ON c.target = s.id AND c.kind = 'call'
    LEFT JOIN components u ON u.id = c.source
    LEFT JOIN steps t ON t.connection = c.id AND t.operation = w.id
    WHERE r.type = 'read' AND (t.operation IS NOT NULL OR c.id IS NULL OR u.family <> 'compute')
    GROUP BY r.id, w.id
)
SELECT c.id AS subject,
       c.label || ' keeps what it has read without a TTL, and ' ||
       CASE WHEN c.write_policy = 'none' THEN 'its write policy is none'
            ELSE 'no write passes it' END ||
       CASE WHEN max(w.title) IS NULL THEN '.'
            ELSE ': after "' || max(w.title) || '" readers go on seeing the old value.' END AS message,
       -- A bound that is short against a day and long against a popular item's next read.
       300 AS ttl,
       w.key AS key,
       CASE WHEN NOT EXISTS (SELECT 1 FROM flows p
                             WHERE p.component = c.id AND p.operation = w.write)
            THEN w.writer END AS writers,
       w.write AS writes
FROM components c
LEFT JOIN flows f ON f.component = c.id
LEFT JOIN changes w ON w.read = f.operation
WHERE c.kind IN ('cache', 'cdn')
  AND c.ttl_s = 0
  AND (w.write IS NOT NULL
       OR (c.write_policy = 'none' AND NOT EXISTS (SELECT 1 FROM operations)))
  AND NOT EXISTS (SELECT 1 FROM flows p
                  WHERE p.component = c.id AND p.operation = w.write AND c.write_policy <> 'none')
GROUP BY c.id
