-- title: Single zone
-- severity: high
-- question: A whole availability zone goes dark. What is left of this part?
-- why: Replicas in one zone share its power, its network and its bad days: they all go at once, and
--   that there were several of them helps nobody.
-- fix: Spread the replicas or copies over at least two zones, three where a majority has to agree.
-- sources: AWS Well-Architected Framework, reliability pillar, "Deploy the workload to multiple
--   locations"; Amazon Compute Service Level Agreement (2022), instance level
-- apply: set {subject} zones {zones}
-- proof: set {database} failover_s 5; run 45; fault zone_down=1 at component {subject} from 10 for 25;
--   measure failed; measure late; measure queue_max of component {feeding}
WITH machines(id, count, word) AS (
    SELECT id, coalesce(copies, 1) * coalesce(replicas, 1),
           CASE WHEN copies IS NULL THEN 'replicas' ELSE 'copies' END
    FROM components
)
SELECT c.id AS subject,
       'All ' || m.count || ' ' || m.word || ' of ' || c.label ||
       ' are in one zone; when the zone goes, so ' ||
       CASE WHEN count(f.operation) = 1 THEN 'does "' || max(o.title) || '".'
            WHEN count(f.operation) = 0 THEN 'does all that needs it.'
            ELSE 'do ' || count(f.operation) || ' operations, among them "' ||
                 (SELECT title FROM operations WHERE id = c.busiest_operation) || '".' END
           AS message,
       min(3, max(2, CASE WHEN c.copies > 1 THEN c.copies ELSE m.count END)) AS zones,
       -- A standby takes over within the outage of a short run.
       CASE c.kind WHEN 'sql_db' THEN c.id END AS "database",
       -- What waits meanwhile, where it works on messages, or those that call it do.
       (SELECT group_concat(DISTINCT source)
        FROM (SELECT q.source FROM connections q WHERE q.target = c.id AND q.kind = 'consume'
              UNION ALL
              SELECT q.source FROM steps s JOIN connections q ON q.target = s.source
              WHERE s.target = c.id AND s.kind IN ('call', 'dedup') AND q.kind = 'consume')) AS feeding
FROM components c
JOIN machines m ON m.id = c.id
LEFT JOIN flows f ON f.component = c.id
LEFT JOIN operations o ON o.id = f.operation
WHERE c.family <> 'outside'
  AND m.count > 1
  AND c.zones = 1
  AND (f.operation IS NOT NULL OR NOT EXISTS (SELECT 1 FROM operations))
  -- A cache that may be missed is no part of anyone's availability.
  AND NOT (c.kind = 'cache'
           AND EXISTS (SELECT 1 FROM connections i WHERE i.target = c.id AND i.kind = 'call')
           AND NOT EXISTS (SELECT 1 FROM connections i
                           WHERE i.target = c.id AND i.kind = 'call' AND i.on_failure = 'fail'))
GROUP BY c.id
-- Even one machine is promised at 99.5 %: who asks for no more, and stages no loss, needs no zones.
HAVING NOT (count(f.operation) > 0
            AND max(coalesce(o.availability_pct, 100)) <= 99.5
            AND count(o.effect_within_s) = 0
            AND NOT EXISTS (SELECT 1 FROM faults WHERE down_pct > 0 OR zone_down = 1))
