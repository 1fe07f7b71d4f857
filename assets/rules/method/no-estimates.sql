-- title: No estimates
-- severity: medium
-- question: How many requests a second is that, and how much data in five years?
-- why: Every choice of a tool rests on a number: one machine or twenty, a cache or none, a queue that
--   fills in a minute or in a day. Without an estimate the choice is a habit.
-- fix: Estimate rates at the mean and the peak, storage, and the busy slots (rate times time); a factor of
--   two is good enough.
-- sources: Alex Xu, "System Design Interview" (2020), chapter 2, "Back-of-the-envelope
--   Estimation"; Jeff Dean, "Designs, Lessons and Advice from Building Large Distributed Systems" (LADIS 2009)
-- apply: none: a number that a machine put there is no estimate
-- proof: none: it is about the round, not the design
WITH
asked(n, given, first) AS (
    SELECT count(*), count(answer), min(question) FROM estimates
),
given(n) AS (
    SELECT (SELECT count(*) FROM stated_requirements) + (SELECT count(*) FROM apis)
           + (SELECT count(*) FROM entities) + (SELECT count(*) FROM tradeoffs)
           + (SELECT coalesce(sum(asked), 0) FROM clarifications)
)
SELECT '' AS subject,
       printf('Not one of %d numbers was estimated ("%s" is the first): nothing says that this design is '
              || 'neither too small nor too large.', a.n, a.first) AS message
FROM asked a, given g, design d
WHERE a.n > 0
  AND a.given = 0
  AND (g.n > 0 OR (d.first_component_min IS NOT NULL
                   AND EXISTS (SELECT 1 FROM phases
                               WHERE id NOT IN ('clarify', 'scale') AND spent_min > 0)))
