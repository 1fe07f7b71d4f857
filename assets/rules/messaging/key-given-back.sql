-- title: A lost answer gives the key back
-- severity: high
-- question: The provider did it, and its answer was lost. What does your key store say now?
-- why: A key that is kept before the work must be given back when the work fails, or nothing could be
--   tried again. But a lost or late answer looks like a failure: the key is given back, the work is
--   tried again, and where it happens nobody knows that it was done.
-- fix: Hand the key on to where the effect happens: a provider that accepts it, or a conditional write.
-- sources: Stripe API reference, "Idempotent requests"; Kleppmann, "Designing Data-Intensive
--   Applications" (2017), chapter 11, "Idempotence"
-- apply: set {conditional} conditional_writes true; set {provider} accepts_idempotency_key true
-- proof: fault drop_reply_pct=10 at component {subject}; measure duplicated
WITH RECURSIVE
-- From the part that keeps the key to where its calls get, up to the next check.
reached(keeper, keys, operation, component) AS (
    SELECT g.source, g.target, g.operation, s.target
    FROM steps g
    JOIN steps s ON s.source = g.source AND s.operation = g.operation AND s.kind = 'call'
    WHERE g.kind = 'dedup'
    UNION
    SELECT r.keeper, r.keys, r.operation, s.target
    FROM reached r
    JOIN steps s ON s.operation = r.operation AND s.source = r.component AND s.kind = 'call'
    WHERE NOT EXISTS (SELECT 1 FROM steps g
                      WHERE g.kind = 'dedup' AND g.operation = r.operation
                        AND g.source = r.component)
)
SELECT place.id AS subject,
       printf('%s keeps the keys in %s, and %s takes none: when its answer is lost or late, the key is '
              || 'given back, and "%s" happens again.', keeper.label, keys.label, place.label,
              min(o.title)) AS message,
       CASE WHEN place.conditional_writes = 0 THEN place.id END AS conditional,
       CASE WHEN place.accepts_idempotency_key = 0 THEN place.id END AS provider
FROM reached r
JOIN components keeper ON keeper.id = r.keeper
JOIN components keys ON keys.id = r.keys
JOIN components place ON place.id = r.component
JOIN operations o ON o.id = r.operation AND o.type = 'write' AND o.duplicated IS NOT NULL
JOIN effects e ON e.operation = o.id AND e.kind = place.kind
WHERE place.id <> r.keys
  AND (place.conditional_writes = 0 OR place.accepts_idempotency_key = 0)
GROUP BY place.id
