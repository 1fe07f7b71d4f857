-- title: No retry on an idempotent path
-- severity: medium
-- question: One request in a thousand fails for no lasting reason. Who tries again?
-- why: Most failures pass: a lost packet, a restart, a moment of overload. A second attempt hides
--   them, and where repeating does no harm there is no reason to hand the failure to the user.
-- fix: Give the call two or three attempts, with exponential backoff, jitter and a retry budget.
-- sources: Amazon Builders' Library, "Timeouts, retries, and backoff with jitter"
-- apply: set {subject} max_attempts 2; set {subject} backoff exponential;
--   set {subject} backoff_base_ms 20; set {subject} backoff_cap_ms 1000; set {subject} jitter full;
--   set {subject} retry_budget_pct 10
-- proof: fault error_pct=5 at component {callee}; measure failed
WITH RECURSIVE
-- What lies behind a connection that tries again, or behind a queue, which delivers again: a
-- failure down there is covered already, and retries at every layer would multiply.
covered(operation, component) AS (
    SELECT s.operation, s.target
    FROM steps s JOIN connections c ON c.id = s.connection
    WHERE c.max_attempts > 1 OR s.kind = 'consume'
    UNION
    SELECT s.operation, s.target
    FROM covered JOIN steps s ON s.operation = covered.operation AND s.source = covered.component
    WHERE s.kind = 'call'
),
-- Operations that may be repeated at the callee without harm.
repeatable(operation, connection) AS (
    SELECT s.operation, s.connection
    FROM steps s
    JOIN operations o ON o.id = s.operation
    JOIN components target ON target.id = s.target
    WHERE o.type = 'read'
       OR target.conditional_writes = 1
       OR target.accepts_idempotency_key = 1
       OR EXISTS (SELECT 1 FROM steps d
                  WHERE d.source = s.target AND d.operation = s.operation AND d.kind = 'dedup')
)
SELECT c.id AS subject,
       c.label || ' makes one attempt, and nothing before it tries again: each failure of ' ||
       target.label || ' reaches the user, though ' ||
       group_concat('"' || o.title || '"', ' and ') || ' can be repeated safely.' AS message,
       c.target AS callee
FROM connections c
JOIN components source ON source.id = c.source
JOIN components target ON target.id = c.target
JOIN repeatable r ON r.connection = c.id
JOIN operations o ON o.id = r.operation
WHERE c.kind = 'call'
  AND c.max_attempts = 1
  AND c.on_failure = 'fail'
  -- A cache that fails is passed by, not asked again.
  AND target.kind <> 'cache'
  AND source.kind NOT IN ('client', 'scheduler')
  AND NOT EXISTS (SELECT 1 FROM covered
                  WHERE covered.operation = r.operation AND covered.component = c.target)
GROUP BY c.id
