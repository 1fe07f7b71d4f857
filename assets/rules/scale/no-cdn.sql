-- title: No CDN for static reads
-- severity: medium
-- question: Your users are everywhere, and the picture never changes. Why does each of them fetch it
--   from your region?
-- why: Large values that seldom change are read again and again over long ways. A CDN keeps the popular
--   ones near the users: it takes off most of the load and most of the way.
-- fix: Put a CDN between the clients and what serves the static reads, with a time to live or names that
--   change with the content.
-- apply: add cdn as @cdn "CDN" near {client} ttl_s=300 coalesce=true
--   why "popular objects are answered near the users, and seldom asked for here";
--   connect @cdn {target} call operations {operation} timeout_ms={inner};
--   connect {client} @cdn call operations {moved} timeout_ms={timeout};
--   operations {shared} {others}; reconnect {whole} to @cdn
-- proof: measure p99_ms of operation {operation}; measure mean_ms of operation {operation};
--   measure utilisation of component {subject}
-- sources: AWS Well-Architected Framework, performance efficiency pillar, "Use edge services"
WITH
-- Reads of popular large values that come all the way to the store.
far(store, operation, rate) AS (
    SELECT f.component, f.operation, max(f.rate_per_s)
    FROM components c
    JOIN flows f ON f.component = c.id
    JOIN operations o ON o.id = f.operation AND o.type = 'read' AND o.issued_by = 'client'
    JOIN keys k ON k.id = o.key AND k.zipf >= 0.5
    WHERE c.kind = 'object_store'
      AND f.rate_per_s >= 100
      AND NOT EXISTS (SELECT 1 FROM flows p JOIN components m ON m.id = p.component
                      WHERE p.operation = o.id AND m.kind = 'cdn')
    GROUP BY f.component
),
-- Where such a read enters, and what else enters there.
door(store, operation, rate, connection, client, target, others) AS (
    SELECT f.store, f.operation, f.rate, min(s.connection), s.source, s.target,
           (SELECT group_concat(x.operation) FROM steps x
            WHERE x.connection = s.connection AND x.operation <> f.operation)
    FROM far f
    JOIN steps s ON s.operation = f.operation
    JOIN components c ON c.id = s.source AND c.kind = 'client'
    GROUP BY f.store
)
SELECT c.id AS subject,
       printf('%s answers %,d reads a second of "%s" itself, %d ms each; its objects are read far more '
              || 'often than they change, and no CDN keeps the popular ones near %s.', c.label,
              CAST(round(d.rate) AS INTEGER), o.title, CAST(round(c.read_ms) AS INTEGER), client.label)
           AS message,
       d.operation AS operation, d.client AS client, d.target AS target, d.others AS others,
       CASE WHEN d.others IS NULL THEN d.connection END AS whole,
       CASE WHEN d.others IS NOT NULL THEN d.connection END AS shared,
       CASE WHEN d.others IS NOT NULL THEN d.operation END AS moved,
       CASE WHEN i.timeout_ms > 0 THEN i.timeout_ms ELSE 2000 END AS timeout,
       CASE WHEN i.timeout_ms > 0 THEN max(1, floor(0.95 * i.timeout_ms)) ELSE 1900 END AS "inner"
FROM door d
JOIN components c ON c.id = d.store
JOIN components client ON client.id = d.client
JOIN connections i ON i.id = d.connection
JOIN operations o ON o.id = d.operation
-- What changes as often as it is read is not static.
WHERE 10 * coalesce((SELECT sum(w.load_rps) FROM operations w
                     WHERE w.type = 'write' AND w.key = o.key), 0) <= d.rate
