-- title: Explicit trade-offs
-- severity: praise
-- question: What did you give up, and when would you choose otherwise?
-- why: Each choice has a price. Naming it, with the reason and the alternative, shows that the design was
--   chosen and not remembered.
-- fix: Nothing to mend. Be ready to say which number would change your mind.
-- sources: Michael Nygard, "Documenting Architecture Decisions" (2011)
-- apply: none: there is nothing to mend
-- proof: none: there is no harm to show
WITH whole(n, first) AS (
    SELECT count(*), min(about || ': ' || choice || ', instead of ' || instead_of) FROM tradeoffs
    WHERE length(trim(because)) > 15 AND trim(instead_of) <> '' AND trim(choice) <> ''
)
SELECT '' AS subject,
       printf('%d trade-offs are written down with their reason and their alternative, such as %s.', n,
              rtrim(first, '.')) AS message
FROM whole WHERE n >= 3
