-- title: Single replica or zone
-- severity: high
-- question: This machine, or its whole zone, goes away. Who serves the next request?
-- why: A component with one replica is down whenever that one is restarted, patched or lost; replicas
--   in one zone all go with the zone.
-- fix: Run at least two replicas over at least two zones (copies, for a partitioned store; a standby,
--   for a database).
-- sources: AWS Well-Architected Framework, reliability pillar, "Deploy the workload to multiple
--   locations"
WITH machines(id, count, word) AS (
    SELECT id, coalesce(copies, 1) * coalesce(replicas, 1),
           CASE WHEN copies IS NULL THEN 'replica' ELSE 'copy' END
    FROM components
)
SELECT c.id AS subject,
       CASE WHEN m.count = 1 THEN 'There is one ' || m.word || ' of ' || c.label ||
                                  '; when it goes, so '
            ELSE 'All ' || m.count || CASE WHEN m.word = 'copy' THEN ' copies' ELSE ' replicas' END ||
                 ' of ' || c.label || ' are in one zone; when the zone goes, so ' END ||
       CASE WHEN count(f.operation) = 1 THEN 'does "' || max(o.title) || '".'
            WHEN count(f.operation) = 0 THEN 'does all that needs it.'
            ELSE 'do ' || count(f.operation) || ' operations, among them "' ||
                 (SELECT o2.title FROM flows f2 JOIN operations o2 ON o2.id = f2.operation
                  WHERE f2.component = c.id ORDER BY f2.rate_per_s DESC, o2.id LIMIT 1) || '".' END
           AS message
FROM components c
JOIN machines m ON m.id = c.id
LEFT JOIN flows f ON f.component = c.id
LEFT JOIN operations o ON o.id = f.operation
WHERE c.zones IS NOT NULL
  AND c.family <> 'outside'
  AND (m.count = 1 OR c.zones = 1)
  AND (f.operation IS NOT NULL OR NOT EXISTS (SELECT 1 FROM operations))
  -- A cache that may be missed is no part of anyone's availability.
  AND NOT (c.kind = 'cache'
           AND EXISTS (SELECT 1 FROM connections i WHERE i.target = c.id AND i.kind = 'call')
           AND NOT EXISTS (SELECT 1 FROM connections i
                           WHERE i.target = c.id AND i.kind = 'call' AND i.on_failure = 'fail'))
GROUP BY c.id
