-- title: Component that nothing reaches
-- severity: medium
-- question: What is this part for? I see nothing that uses it.
-- why: A part that no request and no message gets to costs money and attention and does nothing;
--   often a connection was forgotten.
-- fix: Connect it to the part that needs it, or take it off the board.
-- sources: Martin Fowler, "Yagni" (2015): what nothing needs yet is carried all the same
-- apply: remove {subject}
-- proof: measure cost_usd_month
WITH RECURSIVE
reached(id) AS (
    SELECT id FROM components WHERE kind IN ('client', 'scheduler')
    UNION
    SELECT c.target FROM reached r JOIN connections c ON c.source = r.id
)
SELECT c.id AS subject,
       c.label || ' is reached by no request and no message' ||
       CASE WHEN EXISTS (SELECT 1 FROM connections o WHERE o.source = c.id)
            THEN ', so what it calls gets nothing from it either.'
            ELSE '.' END AS message
FROM components c
WHERE c.kind NOT IN ('client', 'scheduler')
  AND EXISTS (SELECT 1 FROM components s WHERE s.kind IN ('client', 'scheduler'))
  AND c.id NOT IN (SELECT id FROM reached)
