-- title: No retry on an idempotent path
-- severity: medium
-- question: One request in a thousand fails for no lasting reason. Who tries again?
-- why: Most failures pass: a lost packet, a restart, a moment of overload. A second attempt hides
--   them, and where repeating does no harm there is no reason to hand the failure to the user.
-- fix: Give the call two or three attempts, with exponential backoff, jitter and a retry budget. What
--   must not be repeated gets an idempotency key first.
-- sources: Amazon Builders' Library, "Timeouts, retries, and backoff with jitter"
-- apply: set {free} max_attempts {attempts}; set {free} backoff exponential;
--   set {free} backoff_base_ms 20; set {free} backoff_cap_ms 1000; set {free} jitter full;
--   set {free} retry_budget_pct 10;
--   set {stores} conditional_writes true; set {providers} accepts_idempotency_key true
-- proof: fault error_pct=20 at component {callee} from 1 for 28;
--   fault cut=1 at connection {published} from 5 for 0.05 every 1; measure failed;
--   measure p99_ms of operation {operations}; measure retries of connection {before};
--   measure p999_ms of operation {operations}
WITH
-- One number of attempts holds for all that pass: what must not be repeated stands in the way, until
-- the places of its effect tell by a key that it was done.
keyless(operation, stores, providers, is_bound) AS (
    SELECT f.operation,
           group_concat(CASE WHEN p.conditional_writes = 0 THEN p.id END),
           group_concat(CASE WHEN p.accepts_idempotency_key = 0 THEN p.id END),
           max(p.conditional_writes IS NULL AND p.accepts_idempotency_key IS NULL)
    FROM flows f JOIN components p ON p.id = f.component
    WHERE f.unkeyed = 1
    GROUP BY f.operation
),
-- Calls and publishes that are tried once, with what takes them: what may be repeated at the callee
-- without harm and is repeated by nobody else, and what may not.
once(connection, operation, is_under_retry, free, bound) AS MATERIALIZED (
    SELECT c.id, o.id, f.retried,
           CASE WHEN (o.type = 'read' OR s.repeat_harms = 0)
                     -- What lies behind a queue is delivered again: a failure down there is covered
                     -- already.
                     AND f.deferred = 0
                     -- At the end of the chain the one who asks is the cheapest to ask again; further
                     -- up, where calls only pass, as through a balancer, one layer that retries is
                     -- enough, and more of them multiply.
                     AND (s.retried = 0
                          OR (target.family IN ('data', 'outside', 'messaging')
                              AND source.family <> 'edge'))
                THEN '"' || o.title || '"' END,
           CASE WHEN o.type = 'write' AND s.repeat_harms = 1 THEN '"' || o.title || '"' END
    FROM connections c
    JOIN components source ON source.id = c.source
    JOIN components target ON target.id = c.target
    JOIN steps s ON s.connection = c.id
    JOIN operations o ON o.id = s.operation
    JOIN flows f ON f.component = c.source AND f.operation = o.id
    WHERE c.kind IN ('call', 'publish')
      AND c.max_attempts = 1
      AND c.on_failure = 'fail'
      -- A cache that fails is passed by, not asked again.
      AND target.kind <> 'cache'
      -- What people's own programs do is for them to say.
      AND source.kind <> 'client'
      AND source.family <> 'messaging'
),
-- Each of them with its operations in two lists.
told(connection, free, operations, is_under_retry, bound, stores, providers, is_bound) AS (
    SELECT x.connection, group_concat(x.free, ' and '),
           group_concat(CASE WHEN x.free IS NOT NULL THEN x.operation END),
           max(x.free IS NOT NULL AND x.is_under_retry), group_concat(x.bound, ' and '),
           group_concat(k.stores), group_concat(k.providers), coalesce(max(k.is_bound), 0)
    FROM once x LEFT JOIN keyless k ON x.bound IS NOT NULL AND k.operation = x.operation
    GROUP BY x.connection
)
SELECT c.id AS subject,
       c.label || ' makes one attempt' ||
       CASE WHEN t.is_under_retry
            THEN ': when ' || target.label || ' fails once, the whole request is done again, though '
            ELSE ', and nothing before it tries again: each failure of ' || target.label ||
                 ' reaches the user, though ' END ||
       t.free || ' can be repeated safely' ||
       coalesce('; ' || t.bound || ' only once a key tells that it was done.', '.') AS message,
       CASE WHEN NOT t.is_bound THEN c.id END AS free,
       CASE WHEN NOT t.is_bound THEN t.stores END AS stores,
       CASE WHEN NOT t.is_bound THEN t.providers END AS providers,
       -- A broker refuses at once: more tries cost little time.
       CASE c.kind WHEN 'publish' THEN 4 ELSE 2 END AS attempts,
       t.operations AS operations,
       (SELECT group_concat(b.id) FROM connections b
        WHERE b.target = c.source AND b.kind IN ('call', 'publish')) AS before,
       CASE c.kind WHEN 'call' THEN c.target END AS callee,
       CASE c.kind WHEN 'publish' THEN c.id END AS published
FROM told t
JOIN connections c ON c.id = t.connection
JOIN components target ON target.id = c.target
WHERE t.free IS NOT NULL
