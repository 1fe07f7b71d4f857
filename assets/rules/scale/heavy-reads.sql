-- title: Heavy reads beside urgent ones
-- severity: medium
-- question: Somebody runs the big query, and then ten people do. What happens to everything else here?
-- why: A query that reads a month, or exports a table, holds a slot for as long as dozens of ordinary
--   requests. On the store that also takes the writes or the quick reads, a handful of them is enough
--   to make all others wait.
-- fix: Answer heavy questions elsewhere: from roll-ups that are made as data comes in, from a replica,
--   an index or a copy for analysis.
-- apply: none: which copy of the data answers the heavy question, and how old it may be, is a choice
-- proof: none: there is no one mended design to compare with
-- sources: Kleppmann, "Designing Data-Intensive Applications" (2017), chapter 3, "Transaction Processing
--   or Analytics?"
WITH
heavy(store, operation, title, busy, times) AS (
    SELECT f.component, o.id, o.title, f.rate_per_s * o.work * c.read_ms / 1000, o.work
    FROM flows f
    JOIN operations o ON o.id = f.operation
    JOIN components c ON c.id = f.component
    WHERE o.type = 'read' AND o.work >= 10 AND c.read_ms * o.work >= 50
)
SELECT c.id AS subject,
       c.label || ' answers "' || h.title || '", ' ||
       printf('%,d', CAST(round(h.times) AS INTEGER)) || ' times the work of an ordinary read (' ||
       printf('%.1f', c.read_ms * h.times / 1000) || ' s each), beside ' ||
       CASE WHEN count(*) > 1 THEN count(*) || ' more urgent operations, among them "'
            ELSE '"' END ||
       (SELECT o2.title FROM flows f2 JOIN operations o2 ON o2.id = f2.operation
        WHERE f2.component = c.id AND o2.id <> h.operation
        ORDER BY o2.priority, o2.id LIMIT 1) || '".' AS message
FROM heavy h
JOIN components c ON c.id = h.store
JOIN flows f ON f.component = c.id AND f.operation <> h.operation
JOIN operations o ON o.id = f.operation
JOIN operations this ON this.id = h.operation
WHERE o.priority < this.priority
  -- At least one slot is never free of it.
  AND h.busy >= 1
  -- Replicas that only answer reads are a place of their own, as long as the others go elsewhere.
  AND NOT (c.kind = 'sql_db' AND c.read_from = 'replicas' AND o.type = 'write')
GROUP BY c.id, h.operation
