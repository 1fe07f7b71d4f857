-- title: Stream that a queue could be
-- severity: medium
-- question: Ten messages a second and one reader. What do you need a partitioned log for?
-- why: A stream is for high rates, for several readers, or for reading again. Where none of these is
--   asked for, it costs more, its partitions limit the readers, and one bad message holds up the rest.
-- fix: Use a queue; or say in its reason who else is going to read it, or read it again.
-- apply: add queue as @queue "{label}" near {subject} capacity={capacity} retention_s={retention}
--   max_receives={receives} why "one reader and a low rate: a queue retries one message at a time";
--   reconnect {incoming} to @queue; reconnect {outgoing} from @queue; remove {subject}
-- proof: measure cost_usd_month; measure late
-- sources: Kleppmann, "Designing Data-Intensive Applications" (2017), chapter 11, "Logs compared to
--   traditional messaging"
WITH
peak(stream, rate) AS (
    SELECT f.component,
           sum(f.rate_per_s * coalesce((SELECT max(rate_factor) FROM faults
                                        WHERE target_type = 'operation' AND target = f.operation), 1))
    FROM flows f JOIN components c ON c.id = f.component AND c.kind = 'stream'
    GROUP BY f.component
)
SELECT q.id AS subject,
       printf('%s is a stream of %d partition%s for %s a second at the peak and one reader, %s: a queue '
              || 'does that for less than its %,d USD a month.', q.label, q.partitions,
              CASE WHEN q.partitions = 1 THEN '' ELSE 's' END,
              CASE WHEN p.rate < 2 THEN printf('%.1f messages', p.rate)
                   ELSE printf('%d messages', CAST(ceil(p.rate) AS INTEGER)) END,
              min(w.label), CAST(round(q.component_cost) AS INTEGER)) AS message,
       q.label AS label, CAST(max(1000, ceil(3600 * p.rate)) AS INTEGER) AS capacity,
       q.retention_s AS retention, max(q.max_receives, 5) AS receives,
       (SELECT group_concat(id) FROM connections i WHERE i.target = q.id) AS incoming,
       (SELECT group_concat(id) FROM connections o WHERE o.source = q.id) AS outgoing
FROM components q
JOIN peak p ON p.stream = q.id
JOIN connections c ON c.source = q.id AND c.kind = 'consume'
JOIN components w ON w.id = c.target
WHERE q.kind = 'stream'
  AND p.rate < 100
  -- Partitions by a key keep an order, which a plain queue does not.
  AND q.partition_key IS NULL
GROUP BY q.id
HAVING count(*) = 1
