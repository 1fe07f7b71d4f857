-- title: Drawn before asking
-- severity: medium
-- question: You began to draw. What did you want to know first?
-- why: The prompt leaves out on purpose what decides the design: who uses it, how much, what may be lost,
--   how late is too late. Who does not ask designs for a guess, and finds out in the last ten minutes.
-- fix: Ask before the first component: users and rates, what must never happen, what may be stale or late,
--   what is out of scope.
-- sources: Alex Xu, "System Design Interview" (2020), chapter 3, the first step of its framework
-- apply: none: nobody can ask for you
-- proof: none: it is about the round, not the design
WITH
asked(n, first, of) AS (
    SELECT coalesce(sum(asked), 0), min(CASE WHEN asked = 0 THEN question END), count(*)
    FROM clarifications
),
given(n) AS (
    SELECT (SELECT count(*) FROM stated_requirements) + (SELECT count(*) FROM apis)
           + (SELECT count(*) FROM entities) + (SELECT count(*) FROM tradeoffs)
           + (SELECT count(*) FROM estimates WHERE answer IS NOT NULL)
)
SELECT '' AS subject,
       CASE WHEN a.n = 0
            THEN printf('No question was asked, and the answers to %d of them decide the design: "%s", '
                        || 'for one.', a.of, a.first)
            ELSE printf('The first component was drawn after %s minutes, and the first question asked '
                        || 'after %s: what was drawn first was drawn for a guess.',
                        round(d.first_component_min, 1), round(d.first_clarification_min, 1)) END
           AS message
FROM design d, asked a, given g
WHERE a.of > 0
  AND EXISTS (SELECT 1 FROM components)
  -- A bare drawing that a machine checks has nobody to ask.
  AND ((d.first_component_min IS NOT NULL
        AND coalesce(d.first_clarification_min, 1e9) > d.first_component_min)
       OR (g.n > 0 AND a.n = 0))
