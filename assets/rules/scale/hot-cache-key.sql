-- title: Hot key in a cache
-- severity: medium
-- question: One item is asked for more than all the others. Which node of the cache has it?
-- why: A cluster of caches keeps a key on one node. All reads of the most popular item go there, and
--   more nodes do not help it.
-- fix: Keep the few hottest items in the memory of the callers for a second or two, or store them
--   under several names and read one at random.
-- apply: none: a small cache in the callers' memory, or several names for one item, is code and not a part
-- proof: none: a run lets every node of a cache answer every key
-- sources: Nishtala and others, "Scaling Memcache at Facebook" (NSDI 2013), section 3.3; AWS Builders'
--   Library, "Caching challenges and strategies"
WITH
-- The largest share that one value of a key gets, on an ordinary day or in a fault of the scenario.
share(key, part) AS (
    SELECT k.id, max(k.top_share, coalesce((SELECT max(hot_key_pct) / 100 FROM faults
                                            WHERE target_type = 'key' AND target = k.id), 0))
    FROM keys k
),
hot(cache, key, part, rate) AS (
    SELECT c.id, s.key, s.part, max(sum(f.rate_per_s) * s.part)
           OVER (PARTITION BY c.id)
    FROM components c
    JOIN flows f ON f.component = c.id
    JOIN operations o ON o.id = f.operation AND o.type = 'read'
    JOIN share s ON s.key = o.key
    WHERE c.kind = 'cache' AND c.replicas > 1
    GROUP BY c.id, s.key
)
SELECT c.id AS subject,
       printf('Up to %d %% of the reads of %s are of one %s: %,d a second to the one node that has '
              || 'it, which can answer %,d; the other %d nodes cannot help.', 
              CAST(round(100 * h.part) AS INTEGER), c.label, h.key,
              CAST(round(max(h.rate)) AS INTEGER),
              CAST(round(1000 * c.concurrency / c.service_ms) AS INTEGER), c.replicas - 1) AS message
FROM hot h JOIN components c ON c.id = h.cache
WHERE c.service_ms > 0
  AND c.utilisation <= 0.8
  AND h.rate * c.service_ms / 1000 / c.concurrency > 0.8
GROUP BY c.id
