-- title: The client does not ask again
-- severity: medium
-- question: The work was done, and the answer never reached the phone. What does its owner see?
-- why: The last hop is the least reliable one, and nobody behind it can repeat what was lost on it. A
--   client that asks once turns each lost answer into a failure, and leaves its user to press the
--   button again, without the key that would tell the second request from a new one.
-- fix: Let the client try two or three times, with backoff, jitter and the same idempotency key, and
--   check the key before the effect.
-- sources: Stripe API reference, "Idempotent requests"; Amazon Builders' Library, "Making retries
--   safe with idempotent APIs"
-- apply: set {conditional} conditional_writes true; set {provider} accepts_idempotency_key true;
--   set {subject} max_attempts 2; set {subject} backoff exponential;
--   set {subject} backoff_base_ms 100; set {subject} jitter full; set {subject} retry_budget_pct 20
-- proof: fault drop_reply_pct=2 at operation {operation}; measure failed
WITH RECURSIVE
-- What people's own programs do is for them to say, unless it is known that answers get lost.
lost(connection, operation) AS MATERIALIZED (
    SELECT c.id, min(s.operation)
    FROM components p
    JOIN connections c ON c.source = p.id AND c.kind = 'call'
    JOIN steps s ON s.connection = c.id
    JOIN faults f ON f.target_type = 'operation' AND f.target = s.operation AND f.drop_reply_pct > 0
    JOIN operations o ON o.id = s.operation AND o.availability_pct IS NOT NULL
    WHERE p.kind = 'client' AND c.max_attempts = 1 AND c.on_failure = 'fail'
    GROUP BY c.id
),
-- Where a repeated write gets to, as long as no check stops it.
reached(connection, operation, component, is_place) AS (
    SELECT l.connection, s.operation, s.target, s.unkeyed
    FROM lost l
    JOIN steps s ON s.connection = l.connection
    JOIN operations o ON o.id = s.operation AND o.type = 'write' AND o.duplicated IS NOT NULL
    WHERE s.repeat_harms = 1
    UNION
    SELECT r.connection, r.operation, s.target, s.unkeyed
    FROM reached r
    JOIN steps s ON s.operation = r.operation AND s.source = r.component AND s.kind = 'call'
                AND s.repeat_harms = 1
),
unsafe(connection, place, title) AS (
    SELECT r.connection, p.id, o.title
    FROM reached r
    JOIN operations o ON o.id = r.operation
    JOIN components p ON p.id = r.component
    WHERE r.is_place = 1
),
-- Where nothing can take a key, a second attempt would be worse than none.
places(connection, conditional, provider, hopeless) AS (
    SELECT u.connection,
           group_concat(DISTINCT CASE WHEN p.conditional_writes = 0 THEN p.id END),
           group_concat(DISTINCT CASE WHEN p.accepts_idempotency_key = 0 THEN p.id END),
           max(p.conditional_writes IS NULL AND p.accepts_idempotency_key IS NULL)
    FROM unsafe u CROSS JOIN components p ON p.id = u.place
    GROUP BY u.connection
)
SELECT c.id AS subject,
       printf('%s asks %s once: each answer that is lost on the way is a failure to its user%s.',
              source.label, target.label,
              CASE WHEN p.connection IS NULL THEN ', though asking again does no harm'
                   ELSE (SELECT printf(', and before it may ask again, %s has to check whether "%s" '
                                       || 'was done already', x.label, u.title)
                         FROM unsafe u CROSS JOIN components x ON x.id = u.place
                         WHERE u.connection = c.id ORDER BY u.title, x.label LIMIT 1) END) AS message,
       p.conditional AS conditional, p.provider AS provider,
       l.operation AS operation
FROM lost l
JOIN connections c ON c.id = l.connection
JOIN components source ON source.id = c.source
JOIN components target ON target.id = c.target
LEFT JOIN places p ON p.connection = c.id
WHERE coalesce(p.hopeless, 0) = 0
