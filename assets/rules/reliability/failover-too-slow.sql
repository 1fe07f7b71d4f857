-- title: Failover longer than may be missed
-- severity: medium
-- question: The standby takes over in half a minute. What do those see who read in that half minute?
-- why: A standby saves the data, not the moment: until it has taken over, nobody answers for the primary.
--   What was promised to be there all the time needs an answer from somewhere else meanwhile.
-- fix: Answer reads that may be a little old from read replicas or a cache, which go on without the
--   primary; put writes that can wait into a queue; or use a store whose copies all answer.
-- sources: Amazon RDS user guide, "Multi-AZ DB instance deployments", on the time of a failover;
--   Kleppmann, "Designing Data-Intensive Applications" (2017), chapter 5, "Handling Node Outages"
-- apply: set {replicated} read_replicas 2; set {replicated} read_from replicas
-- proof: run 45; fault zone_down=1 at component {subject} from 10 for 25;
--   measure failed of operation {operation}
WITH
-- Databases of which the scenario takes a part, and for how long nobody answers then.
lost(store, seconds, title) AS (
    SELECT d.id, max(min(f.for_s, d.failover_s)), f.title
    FROM faults f
    JOIN components d ON d.id = f.target AND f.target_type = 'component'
                      OR d.kind = f.target AND f.target_type = 'kind'
    WHERE (f.zone_down = 1 OR f.down_pct > 0) AND d.kind = 'sql_db' AND d.replicas > 1
    GROUP BY d.id
),
-- What waits for the primary, and promises more than such a gap leaves in a run of a minute.
stopped(store, operation, title, promised, is_lenient) AS (
    SELECT l.store, o.id, o.title, o.availability_pct,
           o.type = 'read' AND (o.stale_pct IS NULL OR o.stale_pct > 1)
    FROM lost l
    JOIN components d ON d.id = l.store
    JOIN steps s ON s.target = d.id AND s.kind = 'call'
    JOIN connections c ON c.id = s.connection AND c.on_failure = 'fail'
    JOIN flows f ON f.operation = s.operation AND f.component = d.id AND f.as_message = 0
    JOIN operations o ON o.id = s.operation
    WHERE l.seconds / 60 > 1 - o.availability_pct / 100
      -- Who tries until the standby is there answers late, and does not fail.
      AND l.seconds > c.pauses_s
      AND NOT (o.type = 'read' AND d.read_from = 'replicas' AND d.read_replicas > 0
               AND c.strong_reads = 0)
      -- A cache goes on with what it has.
      AND NOT (o.type = 'read'
               AND EXISTS (SELECT 1 FROM flows x
                           JOIN components k ON k.id = x.component AND k.kind IN ('cache', 'cdn')
                           WHERE x.operation = o.id))
)
SELECT d.id AS subject,
       printf('While the standby of %s takes over, for %g s, "%s" fails: of a minute in which "%s" that '
              || 'is %d %%, and %g %% may.', d.label, l.seconds, min(s.title), l.title,
              CAST(round(100 * l.seconds / 60) AS INTEGER), 100 - s.promised) AS message,
       -- Of the row with the least title: min() is the only aggregate of its kind.
       s.operation AS operation,
       CASE WHEN sum(s.is_lenient) = count(*)
                 AND NOT EXISTS (SELECT 1 FROM steps x
                                 JOIN connections c ON c.id = x.connection AND c.strong_reads = 0
                                 JOIN operations o ON o.id = x.operation AND o.type = 'read'
                                 WHERE x.target = d.id AND o.stale_pct <= 1)
            THEN d.id END AS replicated
FROM stopped s
JOIN lost l ON l.store = s.store
JOIN components d ON d.id = s.store
GROUP BY d.id
