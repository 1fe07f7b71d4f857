-- title: Cycle of synchronous calls
-- severity: high
-- question: This service calls that one, which calls the first. What happens when both are busy?
-- why: Parts that wait for each other can use up each other's slots and stop together, without a fault
--   anywhere. They can't be deployed, scaled or understood by themselves either.
-- fix: Let one of them own the data, and tell the other by a message; or move what both need to a third.
-- apply: none: which of the calls is one too many depends on who owns the data
-- proof: none: a run refuses a design in which a request goes round in a circle
-- sources: Robert C. Martin, "Granularity" (1996), the acyclic dependencies principle
WITH RECURSIVE
-- Ways of requests from the sources on. A way that is this long goes round in a circle, or is as
-- long without one; only then it is worth a closer look.
walk(id, depth) AS (
    SELECT id, 0 FROM components
    WHERE kind IN ('client', 'scheduler') AND EXISTS (SELECT 1 FROM flows WHERE depth >= 20)
    UNION
    SELECT c.target, walk.depth + 1
    FROM walk JOIN connections c ON c.source = walk.id AND c.kind = 'call'
    WHERE walk.depth < 24
),
suspects(id) AS (SELECT DISTINCT id FROM walk WHERE depth >= 23),
circle(start, operation, id) AS (
    SELECT s.source, s.operation, s.target
    FROM suspects JOIN steps s ON s.source = suspects.id AND s.kind = 'call'
    UNION
    SELECT c.start, c.operation, s.target
    FROM circle c
    JOIN steps s ON s.source = c.id AND s.operation = c.operation AND s.kind = 'call'
    WHERE c.id <> c.start
),
-- The same circle is found from each of its parts: it is told of the first by name.
closed(operation, start) AS (
    SELECT operation, min(start) FROM circle WHERE id = start GROUP BY operation
),
last(operation, start, id) AS (
    SELECT c.operation, c.start, min(s.source)
    FROM closed c
    JOIN steps s ON s.operation = c.operation AND s.target = c.start AND s.kind = 'call'
    JOIN circle x ON x.start = c.start AND x.operation = c.operation AND x.id = s.source
    GROUP BY c.operation
)
SELECT a.id AS subject,
       printf('"%s" goes round in a circle: %s waits for %s, which calls %s again before it has '
              || 'answered.', min(o.title), a.label,
              CASE WHEN EXISTS (SELECT 1 FROM connections c WHERE c.source = a.id AND c.target = b.id)
                   THEN b.label ELSE 'others up to ' || b.label END, a.label) AS message
FROM last l
JOIN components a ON a.id = l.start
JOIN components b ON b.id = l.id
JOIN operations o ON o.id = l.operation
GROUP BY a.id
