-- title: Primary without failover
-- severity: high
-- question: The primary's disk is gone. Who takes the next write, and after how long?
-- why: Every write goes to the primary. Without a standby they stop until somebody has restored a
--   backup, and what was written since that backup is gone. Read replicas do not take over by
--   themselves.
-- fix: Run a standby in another zone that takes over by itself.
-- sources: Amazon RDS user guide, "Multi-AZ DB instance deployments"; Amazon Compute
--   Service Level Agreement (2022), instance level
-- apply: set {subject} replicas 2; set {subject} zones 2
-- proof: set {subject} failover_s 5; run 45; fault zone_down=1 at component {subject} from 10 for 25;
--   measure failed; measure late
SELECT c.id AS subject,
       c.label || ' has a primary and no standby' ||
       CASE WHEN c.read_replicas > 0
            THEN printf(' (its %d read %s not take over)', c.read_replicas,
                        CASE c.read_replicas WHEN 1 THEN 'replica does' ELSE 'replicas do' END)
            ELSE '' END ||
       CASE WHEN count(f.operation) = 0 THEN ': when it is lost, writes stop until it is restored.'
            ELSE printf(': when it is lost, "%s"%s %s until it is restored; with a standby it would be '
                        || '%d seconds.', max(o.title),
                        CASE WHEN count(*) > 1 THEN printf(' and %d more', count(*) - 1) ELSE '' END,
                        CASE WHEN count(*) > 1 THEN 'stop' ELSE 'stops' END,
                        CAST(round(c.failover_s) AS INTEGER)) END AS message
FROM components c
LEFT JOIN flows f ON f.component = c.id
LEFT JOIN operations o ON o.id = f.operation
WHERE c.kind = 'sql_db'
  AND c.replicas = 1
  AND (f.operation IS NOT NULL OR NOT EXISTS (SELECT 1 FROM operations))
GROUP BY c.id
-- One machine is promised at 99.5 %: who asks for no more, and stages no loss, can do with it.
HAVING NOT (count(f.operation) > 0
            AND max(coalesce(o.availability_pct, 100)) <= 99.5
            AND count(o.effect_within_s) = 0
            AND NOT EXISTS (SELECT 1 FROM faults WHERE down_pct > 0 OR zone_down = 1))
