-- title: Cache without invalidation or TTL
-- severity: high
-- question: The owner changes the item. When do readers stop seeing the old one?
-- why: A cached value that is neither dropped by a write nor expires is served until it happens to
--   be pushed out: popular items, which are never pushed out, stay stale for ever.
-- fix: Invalidate or write through on the path of each write, and set a TTL as a bound for what slips
--   past.
-- sources: Amazon Builders' Library, "Caching challenges and strategies"
WITH
-- The writes that change what a read sees: of the same key, in a store that both get to.
changes(read, write, title) AS (
    SELECT r.id, w.id, w.title
    FROM operations r
    JOIN operations w ON w.type = 'write' AND w.key = r.key
    WHERE r.type = 'read'
      AND EXISTS (SELECT 1 FROM components s
                  JOIN flows rs ON rs.operation = r.id AND rs.component = s.id
                  JOIN flows ws ON ws.operation = w.id AND ws.component = s.id
                  WHERE s.family = 'data' AND s.kind <> 'cache')
)
SELECT c.id AS subject,
       c.label || ' keeps what it has read without a TTL, and ' ||
       CASE WHEN c.write_policy = 'none' THEN 'its write policy is none'
            ELSE 'no write passes it' END ||
       CASE WHEN max(w.title) IS NULL THEN '.'
            ELSE ': after "' || max(w.title) || '" readers go on seeing the old value.' END AS message
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
