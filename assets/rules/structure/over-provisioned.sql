-- title: Far more machines than the load asks for
-- severity: medium
-- question: How busy are these machines at the peak? What do they do the rest of the time?
-- why: Machines that idle cost as much as those that work. A number without a reckoning behind it tells
--   an interviewer that there was none.
-- fix: Reckon the busy slots at the peak (arrivals times holding time), add what a lost zone takes away,
--   and leave a margin; not ten of them.
-- sources: AWS Well-Architected Framework, cost optimisation pillar, on sizes and numbers of resources
-- apply: set {subject} replicas {needed}
-- proof: measure cost_usd_month
WITH
peak(component, factor, slow) AS (
    SELECT c.id,
           coalesce((SELECT max(x.rate_factor) FROM faults x
                     JOIN flows f ON f.component = c.id AND f.operation = x.target
                     WHERE x.target_type = 'operation'), 1),
           -- Slots are held longer while what they wait for is slow.
           coalesce((SELECT max(slow_factor) FROM faults), 1)
    FROM components c
    WHERE c.replicas >= 4 AND c.unit_cost > 0 AND c.utilisation IS NOT NULL
      -- What keeps data has as many machines as the data needs.
      AND c.partitions IS NULL AND c.kind NOT IN ('sql_db', 'cache') AND c.arrivals_per_s > 0
),
-- With one zone gone, at the peak, no more than seven tenths busy.
need(component, replicas, busy) AS (
    SELECT c.id,
           max(c.zones, 2, CAST(ceil(c.utilisation * c.replicas * p.factor * p.slow / 0.7
                                     * c.zones / max(1, c.zones - 1)) AS INTEGER)),
           c.utilisation * p.factor
    FROM peak p JOIN components c ON c.id = p.component
)
SELECT c.id AS subject,
       printf('%s has %d replicas for %,d arrivals a second and is %s %% busy at the peak; %d would carry '
              || 'it with a zone gone, and save %,d USD a month.', c.label, c.replicas,
              CAST(ceil(c.arrivals_per_s) AS INTEGER), printf('%.2g', 100 * n.busy), n.replicas,
              CAST(round(c.unit_cost * (c.replicas - n.replicas)) AS INTEGER)) AS message,
       n.replicas AS needed
FROM need n JOIN components c ON c.id = n.component
WHERE c.replicas >= 3 * n.replicas
  AND n.busy < 0.2
  AND c.unit_cost * (c.replicas - n.replicas) >= 200
