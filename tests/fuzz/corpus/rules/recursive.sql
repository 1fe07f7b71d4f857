-- title: Far from the client
-- severity: praise
-- question: How many steps is it from here to there?
-- why: Each step adds its own delay,
--   and its own way to fail.
-- fix: Nothing to mend.
-- sources: none
WITH RECURSIVE
steps_to(id, hops) AS (
    SELECT id, 0 FROM components WHERE kind = 'client'
    UNION
    SELECT c.target, s.hops + 1
    FROM steps_to s JOIN connections c ON c.source = s.id
    WHERE s.hops < 10
)
SELECT c.id AS subject, printf('%s is %d steps away.', c.label, max(s.hops)) AS message
FROM components c JOIN steps_to s ON s.id = c.id
GROUP BY c.id
