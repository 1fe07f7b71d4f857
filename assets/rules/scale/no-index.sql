-- title: Reads without an index
-- severity: high
-- question: The table has ten million rows. How does this query find the one that it wants?
-- why: Without an index every look-up reads the whole table. It works in the first week, and gets slower
--   with every row until it stops everything else.
-- fix: Add an index for what the queries look for; each one makes writes a little slower.
-- apply: set {subject} indexed true
-- proof: measure p99_ms; measure utilisation of component {subject}; run 15
-- sources: Markus Winand, "SQL Performance Explained" (2012), chapter 1
SELECT d.id AS subject,
       printf('%s has no index for what is looked up: %s scan%s the whole table, %,d times a second.',
              d.label,
              CASE WHEN count(*) = 1 THEN '"' || min(o.title) || '"'
                   ELSE printf('%d operations, among them "%s",', count(*), min(o.title)) END,
              CASE WHEN count(*) = 1 THEN 's' ELSE '' END,
              CAST(ceil(sum(f.rate_per_s)) AS INTEGER)) AS message
FROM components d
JOIN flows f ON f.component = d.id
JOIN operations o ON o.id = f.operation AND o.type = 'read'
WHERE d.indexed = 0
GROUP BY d.id
