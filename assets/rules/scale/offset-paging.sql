-- title: Deep pages by offset
-- severity: high
-- question: Somebody asks for page 500. How many rows does the database touch to answer?
-- why: With an offset every page before the one that is wanted is read and thrown away. The first page
--   is quick in every test; a crawler or an export that goes deep costs hundreds of times as much, and
--   rows that are added meanwhile shift the pages, so that some are seen twice and others never.
-- fix: Page by keyset: give the client a cursor with the last key that it has seen, and read on from
--   there through an index on the same order.
-- apply: set {subject} paging keyset
-- proof: measure p99_ms; measure utilisation of component {subject}; measure failed
-- sources: PostgreSQL documentation, "LIMIT and OFFSET"; Markus Winand, "SQL Performance Explained"
--   (2012), chapter 7, "Fetching the Next Page"
SELECT c.id AS subject,
       c.label || ' finds pages by offset: "' || o.title || '" asks for page ' ||
       printf('%,d', CAST(round(max(o.page)) AS INTEGER)) ||
       CASE WHEN count(*) > 1 THEN printf(' (and %d more operations go deep)', count(*) - 1)
            ELSE '' END ||
       printf(', which reads %,d pages for one, %,d pages a second in all.',
              CAST(round(max(o.page)) AS INTEGER),
              CAST(round(sum(f.rate_per_s * o.page)) AS INTEGER)) AS message
FROM components c
JOIN flows f ON f.component = c.id
JOIN operations o ON o.id = f.operation
WHERE c.paging = 'offset'
  AND o.type = 'read'
  AND o.page >= 5
GROUP BY c.id
