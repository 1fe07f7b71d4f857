-- title: Cache stampede
-- severity: medium
-- question: The most popular item drops out of the cache. How many requests fetch it at once?
-- why: Until the first fetch is back, every request for the same item misses too and fetches it again.
--   The slower the store, the more there are, and they make it slower.
-- fix: Let the misses of one item become one fetch (coalescing), or renew popular items before they
--   expire.
-- apply: set {subject} coalesce true
-- proof: fault hot_key_pct={hot_pct} at key {hot_key}; fault flush=true at component {subject} from 12 for 1;
--   measure max_ms of operation {operation}; measure p999_ms of operation {operation};
--   measure queue_max of component {store}
-- sources: Nishtala and others, "Scaling Memcache at Facebook" (NSDI 2013), section 3.2.1, leases;
--   AWS Builders' Library, "Caching challenges and strategies"
WITH
plain(cache) AS (
    SELECT c.id FROM components c
    WHERE c.kind IN ('cache', 'cdn') AND c.coalesce = 0
      -- Something makes values drop out.
      AND (c.ttl_s > 0 OR c.write_policy = 'invalidate'
           OR EXISTS (SELECT 1 FROM faults f
                      WHERE f.flush = 1 AND f.target IN (c.id, c.kind)))
),
-- What a miss asks: what the caller asks after the cache, or what the cache itself asks.
behind(cache, operation, store, rtt_ms) AS (
    SELECT a.target, a.operation, b.target, c.rtt_ms
    FROM plain p
    JOIN connections i ON i.target = p.cache AND i.kind = 'call'
    JOIN steps a ON a.connection = i.id
    JOIN steps b ON b.source = a.source AND b.operation = a.operation AND b.kind = 'call'
    JOIN components s ON s.id = b.target AND s.family = 'data' AND s.kind <> 'cache'
    JOIN connections c ON c.id = b.connection
    UNION ALL
    SELECT p.cache, b.operation, b.target, c.rtt_ms
    FROM plain p
    JOIN steps b ON b.source = p.cache AND b.kind = 'call'
    JOIN connections c ON c.id = b.connection
),
-- The largest share that one value of each key gets, on an ordinary day or in a fault.
popular(key, share, hot_pct) AS MATERIALIZED (
    SELECT k.id, max(k.top_share, coalesce(max(f.hot_key_pct) / 100, 0)), max(f.hot_key_pct)
    FROM keys k LEFT JOIN faults f ON f.target_type = 'key' AND f.target = k.id
    GROUP BY k.id
),
herd(cache, operation, store, key, hot_pct, fetch_ms, requests) AS (
    SELECT b.cache, b.operation, b.store, p.key, p.hot_pct,
           max(s.holding_ms, coalesce(s.read_ms, 0)) + coalesce(s.wait_ms, 0) + b.rtt_ms,
           f.rate_per_s * p.share
           * (max(s.holding_ms, coalesce(s.read_ms, 0)) + coalesce(s.wait_ms, 0) + b.rtt_ms) / 1000
    FROM behind b
    JOIN operations o ON o.id = b.operation AND o.type = 'read'
    JOIN popular p ON p.key = o.key
    JOIN flows f ON f.operation = o.id AND f.component = b.cache
    JOIN components s ON s.id = b.store
),
worst(cache, operation, store, key, hot_pct, fetch_ms, requests) AS (
    SELECT cache, operation, store, key, hot_pct, fetch_ms, max(requests) FROM herd GROUP BY cache
)
SELECT c.id AS subject,
       printf('%s does not coalesce misses: while %s takes %s ms to fetch the most popular %s, %d '
              || 'more requests miss and fetch it too.', c.label, s.label, round(w.fetch_ms, 1), w.key,
              CAST(round(w.requests) AS INTEGER)) AS message,
       w.operation AS operation, w.store AS store, w.hot_pct AS hot_pct,
       CASE WHEN w.hot_pct IS NOT NULL THEN w.key END AS hot_key
FROM worst w
JOIN components c ON c.id = w.cache
JOIN components s ON s.id = w.store
-- A store with many more slots than that does not notice.
WHERE w.requests >= 3
  AND (w.requests >= 50
       OR w.requests > 0.25 * coalesce(s.replicas, 1) * coalesce(s.concurrency, 1))
