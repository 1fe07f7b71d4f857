-- title: Requirement that nothing serves
-- severity: high
-- question: Where in your drawing does this request get its answer?
-- why: A read is answered by something that knows the answer. An operation that reaches no part, or only
--   parts that keep nothing, was forgotten, and the requirement with it.
-- fix: Draw its way: from the client, through the part that serves it, to the store that has what it asks
--   for; and see that no connection leaves the operation out.
-- sources: ISO/IEC/IEEE 29148 (2018), on tracing requirements to what meets them
-- apply: none: where the data of this operation lives is yours to decide
-- proof: none: there is nothing to compare with, as long as its way is not drawn
WITH
-- What an operation gets to, beside its source. One with an effect has a finding of its own.
reach(operation, parts, keepers) AS (
    SELECT o.id, count(c.id), coalesce(sum(c.family IN ('data', 'outside')), 0)
    FROM operations o
    LEFT JOIN flows f ON f.operation = o.id
    LEFT JOIN components c ON c.id = f.component AND c.kind NOT IN ('client', 'scheduler')
                          AND c.family <> 'edge'
    WHERE o.effect IS NULL
    GROUP BY o.id
)
SELECT o.id AS subject,
       CASE WHEN NOT EXISTS (SELECT 1 FROM components c WHERE c.kind = o.issued_by)
            THEN '"' || o.title || '" is issued by nothing: the design has no ' || o.issued_by
            WHEN r.parts = 0 THEN '"' || o.title || '" gets to no part that could serve it'
            ELSE '"' || o.title || '" gets to ' ||
                 (SELECT c.label FROM flows f JOIN components c ON c.id = f.component
                  WHERE f.operation = o.id AND c.family = 'compute' ORDER BY f.rate_per_s DESC, c.id
                  LIMIT 1) || ' but to no store that knows its ' || o.key END ||
       coalesce((SELECT ': "' || q.text || '" is not met.' FROM requirement_operations x
                 JOIN requirements q ON q.id = x.requirement
                 WHERE x.operation = o.id ORDER BY q.id LIMIT 1), '.') AS message
FROM reach r
JOIN operations o ON o.id = r.operation
WHERE EXISTS (SELECT 1 FROM connections)
  AND (r.parts = 0
       OR (r.keepers = 0 AND o.key IS NOT NULL AND o.type = 'read'
           AND EXISTS (SELECT 1 FROM flows f JOIN components c ON c.id = f.component
                       WHERE f.operation = o.id AND c.family = 'compute')))
