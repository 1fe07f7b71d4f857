-- title: Retry of an effect without deduplication
-- severity: critical
-- question: The work was done but the reply was lost. Your caller tries again. What happens?
-- why: A failed attempt may have done its work: only the reply was lost, or came too late. Without
--   an idempotency key that is checked before the effect, the retry does it a second time.
-- fix: Give each intent an idempotency key and check it before the effect: connect the component
--   that does it to a store with "deduplicate with", use conditional writes, or pass the key on to
--   a provider that accepts it. Where none of these can be had, do not retry.
-- sources: Stripe API reference, "Idempotent requests"; Amazon Builders' Library, "Making retries
--   safe with idempotent APIs"
-- apply: set {conditional} conditional_writes true; set {provider} accepts_idempotency_key true;
--   set {once} max_attempts 1
-- proof: fault drop_reply_pct=20 at component {place}; measure duplicated
WITH RECURSIVE
-- Where a repeated attempt gets to, as long as no check stops it. A check by the caller of the
-- retried connection does not count: it repeats after that.
reached(connection, operation, component, is_place) AS (
    SELECT c.id, s.operation, s.target, s.unkeyed
    FROM steps s
    JOIN connections c ON c.id = s.connection
    JOIN operations o ON o.id = s.operation AND o.type = 'write'
    WHERE s.repeat_harms = 1 AND c.kind = 'call' AND c.max_attempts > 1
    UNION
    SELECT r.connection, r.operation, s.target, s.unkeyed
    FROM reached r
    JOIN steps s ON s.operation = r.operation AND s.source = r.component AND s.kind = 'call'
                AND s.repeat_harms = 1
)
SELECT c.id AS subject,
       c.label || ' is tried up to ' || c.max_attempts || ' times, and nothing on the way to ' ||
       place.label || ' checks whether "' || min(o.title) || '"' ||
       CASE WHEN count(*) > 1 THEN ' (and ' || (count(*) - 1) || ' more)' ELSE '' END ||
       ' was done already: when only the reply is lost, it happens twice.' AS message,
       place.id AS place,
       CASE WHEN place.conditional_writes = 0 THEN place.id END AS conditional,
       CASE WHEN place.accepts_idempotency_key = 0 THEN place.id END AS provider,
       CASE WHEN place.conditional_writes IS NULL AND place.accepts_idempotency_key IS NULL
            THEN c.id END AS once
FROM reached r
JOIN connections c ON c.id = r.connection
JOIN operations o ON o.id = r.operation
JOIN components place ON place.id = r.component
WHERE r.is_place = 1
  -- Where a second time does no harm, a scenario that speaks of effects sets no target for it.
  AND (o.duplicated IS NOT NULL
       OR NOT EXISTS (SELECT 1 FROM operations t
                      WHERE t.duplicated IS NOT NULL OR t.lost IS NOT NULL))
GROUP BY c.id, place.id
