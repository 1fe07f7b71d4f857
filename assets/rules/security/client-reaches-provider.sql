-- title: Client reaches a provider directly
-- severity: medium
-- question: The key for this provider is in the app that everybody has. Who else sends on your account?
-- why: A client that calls a provider itself carries the account's key, and anybody can take it out and
--   use it on your bill. Nothing of yours sees the request, so nothing can retry, limit or record it.
-- fix: Call the provider from a service, or let that service hand out short-lived tokens.
-- apply: add service as @door "Gate" near {target} replicas={replicas} zones=2 authentication=token
--   why "keeps the provider's key, and sees, limits and records each request";
--   connect {client} @door call operations {operations} timeout_ms={outer};
--   connect @door {target} call operations {operations} timeout_ms={inner}; remove {subject}
-- proof: none: a run has no strangers among its callers
-- sources: OWASP Mobile Top 10 (2024), M1, "Improper Credential Usage"
SELECT c.id AS subject,
       printf('%s call%s %s directly%s: the account''s key is in every client, and nothing of ours sees '
              || 'what is sent.', s.label, CASE WHEN s.label LIKE '%s' THEN '' ELSE 's' END, t.label,
              CASE WHEN count(x.operation) > 0 THEN printf(' for "%s"', min(o.title)) ELSE '' END)
           AS message,
       s.id AS client, t.id AS target, group_concat(x.operation) AS operations,
       CAST(max(2, ceil(coalesce(c.rate_per_s, 0) * (5 + coalesce(t.holding_ms, 0)) / 1000 / 32 / 0.6))
            AS INTEGER) AS replicas,
       CASE WHEN c.timeout_ms > 0 THEN c.timeout_ms ELSE 1000 END AS "inner",
       2 * CASE WHEN c.timeout_ms > 0 THEN c.timeout_ms ELSE 1000 END AS "outer"
FROM connections c
JOIN components s ON s.id = c.source AND s.kind = 'client'
JOIN components t ON t.id = c.target AND t.family = 'outside'
LEFT JOIN steps x ON x.connection = c.id
LEFT JOIN operations o ON o.id = x.operation
WHERE c.kind = 'call'
GROUP BY c.id
