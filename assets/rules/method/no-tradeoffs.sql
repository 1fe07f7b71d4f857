-- title: No trade-off written down
-- severity: medium
-- question: What did you give up for this, and when would you choose the other way?
-- why: Every design gives something up. To name what, and what would change one's mind, shows that one
--   knew of another way; without it the interviewer is left to guess.
-- fix: For each choice that somebody might question, say what, why, and instead of what.
-- sources: Michael Nygard, "Documenting Architecture Decisions" (2011)
-- apply: none: the reasons are yours
-- proof: none: a run takes as long with a reason as without
WITH
written(n, whole) AS (
    SELECT count(*), coalesce(sum(trim(because) <> '' AND trim(instead_of) <> ''), 0) FROM tradeoffs
)
SELECT '' AS subject,
       CASE WHEN w.n = 0
            THEN printf('Nothing says what this design of %d parts gives up, or what was considered '
                        || 'instead.', (SELECT count(*) FROM components))
            WHEN w.n = 1 THEN printf('One trade-off is written down, but not why, or not instead of what: '
                                     || '"%s".', (SELECT about FROM tradeoffs))
            ELSE printf('%d trade-offs are written down, and none of them says both why and instead of '
                        || 'what: "%s", for one.', w.n, (SELECT min(about) FROM tradeoffs)) END AS message
FROM written w
WHERE w.whole = 0
  AND EXISTS (SELECT 1 FROM components)
  AND (EXISTS (SELECT 1 FROM apis) OR EXISTS (SELECT 1 FROM entities) OR w.n > 0
       OR EXISTS (SELECT 1 FROM phases WHERE id = 'tradeoffs' AND spent_min > 0))
