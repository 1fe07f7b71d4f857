-- title: A phase ate the clock
-- severity: medium
-- question: You have five minutes left. What have you not shown me yet?
-- why: A round is scored on all of its phases. Who polishes one of them has no time for the failures and
--   the trade-offs, and these tell most about a candidate.
-- fix: When a phase's time is up, say what is left open, and go on. Come back if there is time.
-- sources: Alex Xu, "System Design Interview" (2020), chapter 3, how long each step may take
-- apply: none: time that was spent is spent
-- proof: none: it is about the round, not the design
WITH
overrun(title, minutes, spent, factor) AS (
    SELECT title, minutes, spent_min, max(spent_min / minutes)
    FROM phases
    WHERE minutes > 0 AND spent_min > 1.5 * minutes AND spent_min - minutes >= 3
),
short(titles, n) AS (
    SELECT group_concat(title, ', '), count(*)
    FROM (SELECT title FROM phases WHERE minutes > 0 AND spent_min < 0.3 * minutes ORDER BY position)
)
SELECT '' AS subject,
       printf('"%s" took %d minutes where %d were planned', o.title, CAST(round(o.spent) AS INTEGER),
              CAST(round(o.minutes) AS INTEGER)) ||
       CASE WHEN s.n > 0 THEN printf(', and little or nothing was left for %s.', s.titles)
            ELSE '; the other phases paid for it.' END AS message
FROM overrun o, short s
WHERE o.factor IS NOT NULL
