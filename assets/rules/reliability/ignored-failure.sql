-- title: A failure on the way to the effect is ignored
-- severity: high
-- question: This step fails, and you go on. What have you just told your caller?
-- why: A step that may fail unnoticed is fine for what is only nice to have, such as a cache. Where the
--   effect lies behind it, the caller is told that all is well, and nothing will ever happen: the
--   message that was not published is known to nobody. A row in a database and a message that ought to
--   follow it part in just this way.
-- fix: Let the request fail with the step, so that it is tried again; or publish from the store's own
--   log of changes (an outbox), so that what was stored will be published.
-- sources: Richardson, "Microservices Patterns" (2018), "Transactional outbox"; Kleppmann,
--   "Designing Data-Intensive Applications" (2017), chapter 11
-- apply: set {subject} on_failure fail; set {subject} max_attempts {attempts};
--   set {subject} backoff exponential; set {subject} jitter full;
--   set {subject} backoff_base_ms {pause}; set {subject} retry_budget_pct {budget}
-- proof: fault error_pct=10 at component {target};
--   measure lost
WITH RECURSIVE
-- What an operation gets to over each connection whose failures are ignored.
behind(start, operation, component) AS (
    SELECT c.id, s.operation, s.target
    FROM connections c JOIN steps s ON s.connection = c.id
    WHERE c.on_failure = 'ignore' AND c.kind IN ('call', 'publish')
    UNION
    SELECT b.start, b.operation, s.target
    FROM behind b JOIN steps s ON s.source = b.component AND s.operation = b.operation
    WHERE s.kind IN ('call', 'publish', 'consume')
),
-- Where its effect happens, and whether it is behind that connection.
places(start, operation, inside) AS (
    SELECT DISTINCT b.start, f.operation,
           EXISTS (SELECT 1 FROM behind x
                   WHERE x.start = b.start AND x.operation = f.operation AND x.component = f.component)
    FROM behind b
    JOIN flows f ON f.operation = b.operation
    JOIN components p ON p.id = f.component
    JOIN effects e ON e.operation = f.operation AND e.kind = p.kind
)
SELECT c.id AS subject,
       printf('When %s does not take it, %s says all the same that "%s" is done, %s times a second: '
              || 'what fails there is lost, and nobody knows.', t.label, s.label, max(o.title),
              printf('%g', round(c.rate_per_s, 1))) AS message,
       c.target AS target,
       CASE WHEN c.max_attempts = 1 THEN 3 END AS attempts,
       CASE WHEN c.max_attempts = 1 THEN 10 END AS pause,
       CASE WHEN c.max_attempts = 1 THEN 20 END AS budget
FROM places i
JOIN connections c ON c.id = i.start
JOIN components s ON s.id = c.source
JOIN components t ON t.id = c.target
JOIN operations o ON o.id = i.operation AND o.type = 'write'
WHERE i.inside = 1
  -- An effect that also happens on another way is not lost with this one.
  AND NOT EXISTS (SELECT 1 FROM places x
                  WHERE x.start = i.start AND x.operation = i.operation AND x.inside = 0)
GROUP BY c.id
