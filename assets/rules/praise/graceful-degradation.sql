-- title: Graceful degradation
-- severity: praise
-- question: This part is gone for ten minutes. What do users notice?
-- why: A part that is nice to have must not take down what people came for. Going on without it, after a
--   short wait, turns an outage into a slower answer.
-- fix: Nothing to mend. Say what users see meanwhile, and that the rest can carry the load.
-- apply: none: there is nothing to mend
-- proof: none: there is no harm to show
-- sources: Google, "Site Reliability Engineering" (2016), chapter 22, "Load Shedding and Graceful
--   Degradation"
WITH
-- What the caller asks instead of a cache, and how busy that is when it answers the hits too.
instead(connection, store, busy) AS (
    SELECT c.id, b.id,
           b.utilisation
           + t.hit_ratio * (SELECT sum(f.rate_per_s) FROM flows f
                            JOIN operations o ON o.id = f.operation AND o.type = 'read'
                            WHERE f.component = t.id)
             * b.read_ms / 1000 / b.concurrency / coalesce(b.partitions * b.replicas, 1)
             / CASE WHEN b.consistency = 'eventual' THEN b.copies ELSE 1 END
    FROM connections c
    JOIN components t ON t.id = c.target AND t.kind = 'cache' AND t.hit_ratio IS NOT NULL
    JOIN components b ON b.id = (
        SELECT n.target FROM connections n JOIN components d ON d.id = n.target
        WHERE n.source = c.source AND n.kind = 'call' AND d.family = 'data' AND d.kind <> 'cache'
        ORDER BY n.rate_per_s DESC, n.id LIMIT 1)
    WHERE c.kind = 'call' AND c.on_failure = 'ignore'
)
SELECT c.id AS subject,
       printf('%s goes on without %s%s after at most %d ms%s.', s.label,
              CASE WHEN c.fan_out > 1 THEN printf('what fails of %d calls of ', c.fan_out) ELSE '' END,
              t.label,
              CAST(round(c.timeout_ms * c.max_attempts) AS INTEGER),
              CASE WHEN b.id IS NOT NULL
                   THEN printf('; then %s answers all of its reads, and is %d %% busy', b.label,
                               CAST(round(100 * f.busy) AS INTEGER))
                   WHEN c.circuit_breaker = 1 THEN ', and its breaker soon spares it even that'
                   ELSE '' END) AS message
FROM connections c
JOIN components s ON s.id = c.source
JOIN components t ON t.id = c.target
LEFT JOIN instead f ON f.connection = c.id
LEFT JOIN components b ON b.id = f.store
WHERE c.kind = 'call'
  AND c.on_failure = 'ignore'
  AND c.timeout_ms > 0
  AND c.rate_per_s > 0
  -- A write tells a cache and needs nothing of it.
  AND (t.kind <> 'cache'
       OR EXISTS (SELECT 1 FROM steps x JOIN operations o ON o.id = x.operation AND o.type = 'read'
                  WHERE x.connection = c.id))
  -- A fallback that breaks down under the load is none.
  AND (b.id IS NULL OR f.busy < 0.8)
