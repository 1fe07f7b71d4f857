-- title: Partitions that the load does not ask for
-- severity: medium
-- question: Ten requests a second. Why is this split over eight machines?
-- why: Partitions make every question that is not about one key harder, and every change of their number
--   a project. One machine takes thousands of requests a second.
-- fix: Keep one partition, with its copies, until the load or the size of the data asks for more.
-- apply: set {subject} partitions 1
-- proof: measure cost_usd_month
-- sources: Kleppmann, "Designing Data-Intensive Applications" (2017), chapter 6
WITH
-- What one partition would carry if every request came to the store, caches or not, at the peak.
whole(store, rate, busy) AS (
    SELECT f.component,
           sum(max(o.load_rps, f.rate_per_s) * coalesce((SELECT max(rate_factor) FROM faults
                                      WHERE target_type = 'operation' AND target = o.id), 1)),
           sum(max(o.load_rps, f.rate_per_s) * coalesce((SELECT max(rate_factor) FROM faults
                                      WHERE target_type = 'operation' AND target = o.id), 1)
               * max(c.read_ms, c.write_ms)) / 1000 / c.replicas / c.concurrency
    FROM flows f
    JOIN components c ON c.id = f.component AND c.family = 'data' AND c.partitions > 1
    JOIN operations o ON o.id = f.operation
    GROUP BY f.component
)
SELECT c.id AS subject,
       printf('%s is split into %d partitions, and all that is ever asked of it, %s a second at the '
              || 'peak, would keep one of them %s %% busy.', c.label, c.partitions,
              CASE WHEN w.rate < 2 THEN printf('%.1f requests', w.rate)
                   ELSE printf('%,d requests', CAST(ceil(w.rate) AS INTEGER)) END,
              CASE WHEN w.busy < 0.01 THEN printf('%.1f', 100 * w.busy)
                   ELSE printf('%d', CAST(round(100 * w.busy) AS INTEGER)) END) AS message
FROM whole w JOIN components c ON c.id = w.store
WHERE w.busy < 0.2
  AND w.rate < 100
  AND c.utilisation * c.partitions < 0.2
  -- What the load does not ask for, the size of the data may.
  AND NOT EXISTS (SELECT 1 FROM estimates WHERE lower(unit) IN ('tb', 'pb', 'tib', 'pib'))
