-- title: Repeats that do no harm
-- severity: praise
-- question: The same message comes twice, or the reply is lost and it is sent again. What happens?
-- why: At least once is all that a network gives. A key that is checked before the effect makes a second
--   delivery, and a second attempt, harmless, so retries are safe everywhere before it.
-- fix: Nothing to mend. Say how long the keys are kept, and what a repeated request is answered.
-- apply: none: there is nothing to mend
-- proof: none: there is no harm to show
-- sources: Amazon Builders' Library, "Making retries safe with idempotent APIs"
WITH
keyed(component, operation, keeper, window_s) AS (
    SELECT s.source, s.operation, t.label, c.window_s
    FROM steps s
    JOIN connections c ON c.id = s.connection
    JOIN components t ON t.id = s.target
    JOIN operations o ON o.id = s.operation AND o.type = 'write' AND o.duplicated IS NOT NULL
    WHERE s.kind = 'dedup'
)
SELECT c.id AS subject,
       printf('Before %s act%s, %s is asked whether %s%s was done already; it remembers for %s.', c.label,
              CASE WHEN c.label LIKE '%s' THEN '' ELSE 's' END, min(k.keeper), '"' || min(o.title) || '"',
              CASE WHEN count(DISTINCT o.id) > 1
                   THEN printf(' (or %d more)', count(DISTINCT o.id) - 1) ELSE '' END,
              CASE WHEN min(k.window_s) >= 7200
                   THEN printf('%d hours', CAST(round(min(k.window_s) / 3600) AS INTEGER))
                   ELSE printf('%d minutes', CAST(round(min(k.window_s) / 60) AS INTEGER)) END) AS message
FROM keyed k
JOIN components c ON c.id = k.component
JOIN operations o ON o.id = k.operation
GROUP BY c.id
