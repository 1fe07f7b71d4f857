-- title: Too few partitions for the load
-- severity: high
-- question: You add consumers to the stream. Why does it get no faster?
-- why: Within a partition messages are taken one after the other, so that the number of partitions
--   is the most that work at a time. When that is not enough, further consumers stand idle.
-- fix: Add partitions, shorten the work of one message, or take them in batches. Do it early:
--   changing the number later moves keys to other partitions.
-- sources: Apache Kafka documentation, "Consumers", partitions and consumer groups
-- apply: set {subject} partitions {partitions}
-- proof: measure late; measure lost; measure queue_max of component {subject}
SELECT s.id AS subject,
       printf('%s gets %g messages a second in %d %s, and %s takes %g ms for each: a partition can do %g, '
              || 'so they are %d %% busy, while %s has %d slots.', s.label,
              round(s.arrivals_per_s, 1), s.partitions,
              CASE s.partitions WHEN 1 THEN 'partition' ELSE 'partitions' END, w.label,
              round(w.holding_ms, 1), round(1000 / w.holding_ms, 1),
              CAST(round(s.arrivals_per_s * w.holding_ms / 10 / s.partitions) AS INTEGER), w.label,
              w.replicas * w.concurrency) AS message,
       CAST(ceil(s.arrivals_per_s * max(w.holding_ms) / 1000 / 0.5) AS INTEGER) AS partitions
FROM components s
JOIN connections c ON c.source = s.id AND c.kind = 'consume'
JOIN components w ON w.id = c.target
WHERE s.kind = 'stream'
  AND w.holding_ms > 0
  AND s.arrivals_per_s * w.holding_ms / 1000 / s.partitions > 0.8
  -- More partitions help only where there are more slots than partitions.
  AND w.replicas * w.concurrency > s.partitions
GROUP BY s.id
