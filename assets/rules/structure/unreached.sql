-- title: Component that nothing reaches
-- severity: medium
-- question: What is this part for? I see nothing that uses it.
-- why: A part that no request and no message gets to costs money and attention and does nothing;
--   often a connection was forgotten.
-- fix: Connect it to the part that needs it, or take it off the board.
-- sources: Martin Fowler, "Yagni" (2015): what nothing needs yet is carried all the same
-- apply: remove {spare}
-- proof: measure cost_usd_month
WITH RECURSIVE
loose(id, kind, family) AS (
    SELECT id, kind, family FROM components
    WHERE reached = 0
),
-- Operations that never get to where they take effect.
unmet(operation) AS (
    SELECT e.operation
    FROM effects e
    LEFT JOIN components p ON p.kind = e.kind
    LEFT JOIN flows f ON f.operation = e.operation AND f.component = p.id
    GROUP BY e.operation
    HAVING count(f.component) = 0
),
-- What a loose part would be connected for, the most pressing first.
uses(id, place, words) AS (
    SELECT l.id, 1, printf(', and "%s" never gets to where it takes effect: connect it.', min(o.title))
    FROM loose l
    JOIN effects e ON e.kind = l.kind
                   OR EXISTS (SELECT 1 FROM connections c JOIN components t ON t.id = c.target
                              WHERE c.source = l.id AND t.kind = e.kind)
    JOIN unmet u ON u.operation = e.operation
    JOIN operations o ON o.id = e.operation
    GROUP BY l.id
    UNION ALL
    SELECT l.id, 2, printf(', and "%s" gets to no store: connect it.', min(o.title))
    FROM loose l
    JOIN operations o ON o.type = 'read' AND o.key IS NOT NULL AND o.effect IS NULL
    WHERE l.family = 'data'
      AND NOT EXISTS (SELECT 1 FROM flows f JOIN components c ON c.id = f.component
                      WHERE f.operation = o.id AND c.family IN ('data', 'outside'))
    GROUP BY l.id
    UNION ALL
    SELECT l.id, 3, printf(', and %s has no dead-letter queue: connect it.', min(q.label))
    FROM loose l
    JOIN components q ON q.kind IN ('queue', 'stream') AND q.id <> l.id
    WHERE l.kind = 'queue'
      AND EXISTS (SELECT 1 FROM connections c WHERE c.source = q.id AND c.kind = 'consume')
      AND NOT EXISTS (SELECT 1 FROM connections c WHERE c.kind = 'dead_letter'
                                                    AND q.id IN (c.source, c.target))
      AND NOT EXISTS (SELECT 1 FROM connections c WHERE c.source = l.id AND c.kind <> 'observe')
    GROUP BY l.id
    UNION ALL
    SELECT id, 4, ', and nothing else watches: connect it.'
    FROM loose
    WHERE kind = 'observability'
      AND NOT EXISTS (SELECT 1 FROM components c
                      WHERE c.kind = 'observability' AND c.reached = 1)
    UNION ALL
    SELECT l.id, 5, printf(', though "%s" can take effect there: connect it, or take it off.', min(o.title))
    FROM loose l
    JOIN effects e ON e.kind = l.kind
    JOIN operations o ON o.id = e.operation
    GROUP BY l.id
),
-- With what they are drawn with: none of these is to be taken away.
kept(id) AS (
    SELECT id FROM uses
    UNION
    SELECT l.id
    FROM kept k
    JOIN connections c ON k.id IN (c.source, c.target)
    JOIN loose l ON l.id IN (c.source, c.target)
)
SELECT c.id AS subject,
       c.label || ' is reached by no request and no message' ||
       coalesce((SELECT words FROM uses WHERE uses.id = c.id ORDER BY place LIMIT 1),
                CASE WHEN EXISTS (SELECT 1 FROM connections o WHERE o.source = c.id)
                     THEN ', so what it calls gets nothing from it either.'
                     ELSE '.' END) AS message,
       CASE WHEN c.id NOT IN (SELECT id FROM kept) THEN c.id END AS spare
FROM loose l
JOIN components c ON c.id = l.id
WHERE EXISTS (SELECT 1 FROM components s WHERE s.kind IN ('client', 'scheduler'))
