-- title: List without pages
-- severity: low
-- question: This returns a list. How long is it for your largest customer?
-- why: A list without pages works until somebody has a million entries: then one call holds a slot for
--   minutes, fills the memory and times out, and every retry does it again.
-- fix: Give it a limit and a cursor, with an upper bound that the server sets.
-- apply: none: how a client goes on from one page to the next is part of your API
-- proof: none: a run knows no sizes of answers
-- sources: Google AIP-158, "Pagination"; Markus Winand, "SQL Performance Explained" (2012), chapter 7
WITH
lists(position, call) AS (
    SELECT position, method || ' ' || path FROM apis
    WHERE upper(method) = 'GET'
      -- Ends with a plural word, not with one value.
      AND rtrim(path, '/') NOT LIKE '%}' AND rtrim(path, '/') GLOB '*[a-z]s'
      AND rtrim(path, '/') NOT GLOB '*ss'
      -- Short by nature.
      AND NOT (path LIKE '%preferences' OR path LIKE '%settings' OR path LIKE '%stats'
               OR path LIKE '%status')
      AND NOT EXISTS (
          SELECT 1 FROM (SELECT lower(path || ' ' || notes) AS text)
          WHERE text LIKE '%page%' OR text LIKE '%limit%' OR text LIKE '%cursor%'
             OR text LIKE '%offset%' OR text LIKE '%after%' OR text LIKE '%before%'
             OR text LIKE '%since%' OR text LIKE '%from%' OR text LIKE '%top%'
             OR text LIKE '%first%' OR text LIKE '%last%' OR text LIKE '%next%'
             OR text LIKE '%stream%' OR text LIKE '%count%' OR text LIKE '%?k=%')
)
SELECT '' AS subject,
       CASE WHEN count(*) = 1 THEN min(call) || ' returns a list, and nothing says '
            ELSE min(call) || printf(' and %d more return lists, and nothing says ', count(*) - 1) END
       || 'how much of it comes at a time and how a client gets the rest.' AS message
FROM lists
HAVING count(*) > 0
