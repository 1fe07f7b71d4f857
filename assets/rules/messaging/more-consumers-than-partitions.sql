-- title: More consumers than partitions
-- severity: medium
-- question: You run more consumers than the stream has partitions. What do the others do?
-- why: A partition is read by one consumer of a group at a time. Those beyond the number of
--   partitions stand idle: they cost money and give a false idea of what the group can do.
-- fix: Run at most as many consumers as there are partitions, or add partitions where the load asks
--   for it.
-- sources: Apache Kafka documentation, "Consumers", partitions and consumer groups
-- apply: set {subject} replicas {replicas}; set {zoned} zones {replicas}
-- proof: measure cost_usd_month of component {subject}
SELECT w.id AS subject,
       printf('%s runs %d replicas for the %d %s of %s: %d of them get nothing to do and cost $%,d a month.',
              w.label, w.replicas, s.partitions,
              CASE s.partitions WHEN 1 THEN 'partition' ELSE 'partitions' END, s.label,
              w.replicas - s.partitions,
              CAST(round((w.replicas - s.partitions) * w.unit_cost) AS INTEGER)) AS message,
       max(2, s.partitions) AS replicas,
       CASE WHEN w.zones > max(2, s.partitions) THEN w.id END AS zoned
FROM components s
JOIN connections c ON c.source = s.id AND c.kind = 'consume'
JOIN components w ON w.id = c.target
WHERE s.kind = 'stream'
  -- A second one stands by, whatever the partitions.
  AND w.replicas > max(2, s.partitions)
  -- Those that take from elsewhere too have work to do.
  AND NOT EXISTS (SELECT 1 FROM connections o
                  WHERE o.target = w.id AND o.id <> c.id AND o.kind IN ('consume', 'call'))
  -- When the partitions cannot carry the load, it is they that are too few.
  AND s.arrivals_per_s * w.holding_ms / 1000 / s.partitions <= 0.8
