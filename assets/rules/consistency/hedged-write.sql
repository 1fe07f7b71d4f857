-- title: Hedged write
-- severity: critical
-- question: Your second attempt goes out while the first one is still at work. What if both
--   succeed?
-- why: A hedge is a second request on purpose: whenever the first is slow, both are done. For a
--   read that is harmless; an effect without an idempotency key happens twice on every slow day.
-- fix: Hedge reads only, or make the effect idempotent first: conditional writes, deduplication, or
--   a provider that accepts the key.
-- sources: Dean and Barroso, "The Tail at Scale" (CACM, 2013)
-- apply: set {subject} hedge_after_ms 0
-- proof: measure duplicated
WITH RECURSIVE
-- Where the second request gets to, as long as no check stops it.
reached(connection, operation, component, is_place) AS (
    SELECT c.id, s.operation, s.target, s.unkeyed
    FROM steps s
    JOIN connections c ON c.id = s.connection
    JOIN operations o ON o.id = s.operation AND o.type = 'write'
    WHERE s.repeat_harms = 1 AND c.kind = 'call' AND c.hedge_after_ms > 0
    UNION
    SELECT r.connection, r.operation, s.target, s.unkeyed
    FROM reached r
    JOIN steps s ON s.operation = r.operation AND s.source = r.component AND s.kind = 'call'
                AND s.repeat_harms = 1
)
SELECT c.id AS subject,
       printf('%s sends "%s" a second time after %d ms, and nothing on the way to %s checks whether it was '
              || 'done already: of its %g a second those that are slower happen twice.', c.label, o.title,
              CAST(round(c.hedge_after_ms) AS INTEGER), place.label,
              round(c.rate_per_s, 1)) AS message
FROM reached r
JOIN connections c ON c.id = r.connection
JOIN operations o ON o.id = r.operation
JOIN components place ON place.id = r.component
WHERE r.is_place = 1
  -- Where a second time does no harm, a scenario that speaks of effects sets no target for it.
  AND (o.duplicated IS NOT NULL
       OR NOT EXISTS (SELECT 1 FROM operations t
                      WHERE t.duplicated IS NOT NULL OR t.lost IS NOT NULL))
GROUP BY c.id
