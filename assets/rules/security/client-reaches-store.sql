-- title: Client reaches a store directly
-- severity: high
-- question: Your users' machines talk to the database. What stops one of them from reading everything?
-- why: What runs on a user's machine belongs to the user: its password for the store or the broker is
--   public. Nothing checks a request, nothing hides the schema, and neither can ever be changed.
-- fix: Put a service between them that checks who asks and what for. Large files may go to an object
--   store with a signed address.
-- apply: add service as @door "API" near {target} replicas={replicas} zones=2 authentication=token
--   why "checks who asks and what for, and hides how the data is kept";
--   connect {client} @door call operations {operations} timeout_ms={outer};
--   connect @door {target} {kind} operations {operations} timeout_ms={inner}; remove {subject}
-- proof: none: a run has no strangers among its callers
-- sources: OWASP API Security Top 10 (2023), API1, "Broken Object Level Authorization"
SELECT c.id AS subject,
       printf('%s talk%s to %s directly%s: whoever has the client has the key to all that is in it.',
              s.label, CASE WHEN s.label LIKE '%s' THEN '' ELSE 's' END, t.label,
              CASE WHEN count(x.operation) > 0
                   THEN printf(' for "%s"%s', min(o.title),
                               CASE WHEN count(*) > 1 THEN printf(' and %d more', count(*) - 1)
                                    ELSE '' END)
                   ELSE '' END) AS message,
       s.id AS client, t.id AS target, c.kind AS kind,
       group_concat(x.operation) AS operations,
       CAST(max(2, ceil(coalesce(c.rate_per_s, 0) * (5 + coalesce(t.holding_ms, 0)) / 1000 / 32 / 0.6))
            AS INTEGER) AS replicas,
       CASE WHEN c.timeout_ms > 0 THEN c.timeout_ms ELSE 1000 END AS "inner",
       2 * CASE WHEN c.timeout_ms > 0 THEN c.timeout_ms ELSE 1000 END AS "outer"
FROM connections c
JOIN components s ON s.id = c.source AND s.kind = 'client'
JOIN components t ON t.id = c.target
LEFT JOIN steps x ON x.connection = c.id
LEFT JOIN operations o ON o.id = x.operation
WHERE c.kind IN ('call', 'publish')
  -- A signed address lets a client at one object and no other.
  AND (t.family = 'messaging' OR (t.family = 'data' AND t.kind <> 'object_store'))
GROUP BY c.id
