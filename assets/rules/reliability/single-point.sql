-- title: Single replica
-- severity: high
-- question: This machine goes away. Who serves the next request?
-- why: A component with one replica is down whenever that one is restarted, patched or lost.
-- fix: Run at least two replicas over at least two zones (copies, for a partitioned store).
-- sources: AWS Well-Architected Framework, reliability pillar, "Deploy the workload to multiple
--   locations"; Amazon Compute Service Level Agreement (2022), instance level
-- apply: set {replicated} replicas 2; set {copied} copies 3; set {replicated} zones {zones};
--   set {copied} zones 3
-- proof: fault zone_down=1 at component {subject}; measure failed; measure late;
--   measure queue_max of component {feeding}
SELECT c.id AS subject,
       'There is one ' || CASE WHEN c.copies IS NULL THEN 'replica' ELSE 'copy' END || ' of ' ||
       c.label || '; when it goes, so ' ||
       CASE WHEN count(f.operation) = 1 THEN 'does "' || max(o.title) || '".'
            WHEN count(f.operation) = 0 THEN 'does all that needs it.'
            ELSE 'do ' || count(f.operation) || ' operations, among them "' ||
                 (SELECT title FROM operations WHERE id = c.busiest_operation) || '".' END
           AS message,
       CASE WHEN c.copies IS NULL THEN c.id END AS replicated,
       CASE WHEN c.copies IS NOT NULL THEN c.id END AS copied,
       max(2, c.zones) AS zones,
       -- What waits meanwhile, where it works on messages, or those that call it do.
       (SELECT group_concat(DISTINCT source)
        FROM (SELECT q.source FROM connections q WHERE q.target = c.id AND q.kind = 'consume'
              UNION ALL
              SELECT q.source FROM steps s JOIN connections q ON q.target = s.source
              WHERE s.target = c.id AND s.kind IN ('call', 'dedup') AND q.kind = 'consume')) AS feeding
FROM components c
LEFT JOIN flows f ON f.component = c.id
LEFT JOIN operations o ON o.id = f.operation
WHERE c.zones IS NOT NULL
  AND c.family <> 'outside'
  -- The primary of a database has a rule of its own.
  AND c.kind <> 'sql_db'
  AND coalesce(c.copies, 1) * coalesce(c.replicas, 1) = 1
  AND (f.operation IS NOT NULL OR NOT EXISTS (SELECT 1 FROM operations))
  -- A cache that may be missed is no part of anyone's availability.
  AND NOT (c.kind = 'cache'
           AND EXISTS (SELECT 1 FROM connections i WHERE i.target = c.id AND i.kind = 'call')
           AND NOT EXISTS (SELECT 1 FROM connections i
                           WHERE i.target = c.id AND i.kind = 'call' AND i.on_failure = 'fail'))
GROUP BY c.id
-- One machine is promised at 99.5 %: who asks for no more, and stages no loss, can do with it.
HAVING NOT (count(f.operation) > 0
            AND max(coalesce(o.availability_pct, 100)) <= 99.5
            AND count(o.effect_within_s) = 0
            AND NOT EXISTS (SELECT 1 FROM faults WHERE down_pct > 0 OR zone_down = 1))
