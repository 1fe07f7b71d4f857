-- title: Retries that multiply over layers
-- severity: high
-- question: Each layer tries three times. How often is the last one called for one click?
-- why: Where several layers in a row retry, their attempts multiply. One failing request becomes
--   dozens at the end of the chain, just where something is broken already.
-- fix: Retry at one layer, or give every layer a small retry budget.
-- sources: Google, "Site Reliability Engineering" (2016), chapter 22, "Addressing Cascading
--   Failures"; Amazon Builders' Library, "Timeouts, retries, and backoff with jitter"
-- apply: set {layers} retry_budget_pct 10
-- proof: fault error_pct=100 at component {callee}; measure attempts of connection {subject}
WITH RECURSIVE
-- The connections that may multiply: a budget of b holds the attempts to 1 + b.
retried(id, source, target, attempts) AS (
    SELECT id, source, target, max_attempts FROM connections
    WHERE kind IN ('call', 'publish') AND max_attempts > 1
      AND (retry_budget_pct = 0 OR retry_budget_pct >= 100)
),
-- Down the calls of each operation: what the retrying layers passed so far come to.
chain(operation, component, connection, before, factor, formula, layers, depth) AS (
    SELECT s.operation, s.target, r.id, NULL, r.attempts, r.attempts, r.id, 1
    FROM retried r JOIN steps s ON s.connection = r.id
    UNION
    SELECT c.operation, s.target,
           coalesce(r.id, c.connection),
           CASE WHEN r.id IS NULL THEN c.before ELSE c.connection END,
           c.factor * coalesce(r.attempts, 1),
           c.formula || CASE WHEN r.id IS NULL THEN '' ELSE ' × ' || r.attempts END,
           c.layers || CASE WHEN r.id IS NULL THEN '' ELSE ',' || r.id END,
           c.depth + (r.id IS NOT NULL)
    FROM chain c
    JOIN steps s ON s.source = c.component AND s.operation = c.operation
    LEFT JOIN retried r ON r.id = s.connection
    WHERE s.kind IN ('call', 'publish') AND c.depth < 5
),
worst(connection, factor, formula, layers, operation) AS (
    SELECT connection, max(factor), formula, layers, operation
    FROM chain WHERE depth > 1 GROUP BY connection
)
SELECT c.id AS subject,
       printf('When %s fails, one "%s" becomes %d calls of it: %s attempts, since %d layers from %s on '
              || 'retry on their own.', target.label, o.title, w.factor, w.formula,
              length(w.layers) - length(replace(w.layers, ',', '')) + 1,
              (SELECT s.label FROM connections f JOIN components s ON s.id = f.source
               WHERE f.id = substr(w.layers, 1, instr(w.layers, ',') - 1))) AS message,
       w.layers AS layers,
       c.target AS callee
FROM worst w
JOIN connections c ON c.id = w.connection
JOIN components target ON target.id = c.target
JOIN operations o ON o.id = w.operation
WHERE w.factor > 3
  -- The end of the chain is told, not each of its stages.
  AND w.connection NOT IN (SELECT before FROM chain WHERE before IS NOT NULL)
