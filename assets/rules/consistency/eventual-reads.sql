-- title: Eventual reads where the newest value is needed
-- severity: high
-- question: The write was acknowledged. May the next read return what was there before?
-- why: With eventual consistency one copy answers, and it may be one that the last write has not
--   reached yet. Where nothing old may be shown (a balance, an opt-out, a stock) that is a wrong
--   answer. A cache beside the store keeps such a value, and gives it to everybody until the next write.
-- fix: Read with strong consistency where it matters, on the connection or in the whole store; it
--   costs a majority of the copies for each read.
-- sources: Vogels, "Eventually Consistent" (CACM, 2009); Amazon DynamoDB developer guide, "Read
--   consistency"
-- apply: set {connections} strong_reads true
-- proof: fault hot_key_pct={hot_pct} at key {key}; measure stale of operation {operations}
WITH
-- Writes of a key that reach the store where it is read, if that store has copies that lag behind.
writes(store, key, rate, title, most) AS (
    SELECT f.component, w.key, sum(w.load_rps), w.title, max(w.load_rps)
    FROM components d
    JOIN flows f ON f.component = d.id
    JOIN operations w ON w.id = f.operation AND w.type = 'write' AND w.key IS NOT NULL
    WHERE d.consistency = 'eventual' AND d.copies > 1
    GROUP BY f.component, w.key
),
reads(store, operation, connections, key, title, allowed, rate, write, write_rate, cache, seconds,
      behind, lag_s) AS (
    SELECT d.id, r.id, group_concat(DISTINCT c.id), r.key, r.title, r.stale_pct, r.load_rps,
           w.title, w.rate, max(k.label),
           -- For how long a cache beside the store keeps what was read there.
           max(CASE WHEN k.ttl_s > 0 THEN k.ttl_s WHEN k.id IS NOT NULL THEN 1e9 END),
           -- A majority has a write when it is acknowledged; the rest is about as far behind as the
           -- write takes there.
           1 - (d.copies / 2 + 1.0) / d.copies, d.write_ms / 1000
    FROM components d
    JOIN writes w ON w.store = d.id
    JOIN steps s ON s.target = d.id AND s.kind = 'call'
    JOIN connections c ON c.id = s.connection AND coalesce(c.strong_reads, 0) = 0
    JOIN operations r ON r.id = s.operation AND r.type = 'read' AND r.key = w.key
                     AND r.stale_pct IS NOT NULL
    JOIN steps t ON t.operation = r.id AND t.source = s.source AND t.kind = 'call'
    LEFT JOIN components k ON k.id = t.target AND k.kind = 'cache' AND k.write_policy <> 'none'
    GROUP BY d.id, r.id
),
-- The most popular value of each key: always, and while the scenario makes one hot, of whose time a
-- minute's measure sees a part.
tops(key, share, hot_pct, weight) AS (
    SELECT id, top_share, NULL, 1 FROM keys
    UNION ALL
    SELECT target, hot_key_pct / 100, hot_key_pct, min(1, for_s / 60)
    FROM faults WHERE target_type = 'key' AND hot_key_pct > 0
),
-- Of all reads, those of that value that get an old one: they meet a copy that is behind, or what a
-- cache got from one after the write had removed it, and kept until the next write.
old(store, operation, pct, hot_pct) AS (
    SELECT r.store, r.operation,
           max(100 * t.weight * t.share * r.behind
               * max(1 - exp(-r.write_rate * t.share * r.lag_s),
                     coalesce((1 - exp(-r.rate * t.share * r.lag_s))
                              * min(1, r.seconds * r.write_rate * t.share), 0))),
           t.hot_pct
    FROM reads r JOIN tops t ON t.key = r.key
    GROUP BY r.store, r.operation
)
SELECT d.id AS subject,
       CASE WHEN r.allowed <= 0.5
            THEN printf('"%s" is answered by one of %d copies of %s, which "%s" may not have reached: %s.',
                        r.title, d.copies, d.label, r.write,
                        CASE WHEN r.allowed > 0
                             THEN printf('at most %g %% of the answers may be old', r.allowed)
                             ELSE 'no answer may be old' END)
            ELSE printf('"%s" is answered by one of %d copies of %s, which "%s" may not have reached%s%s '
                        || 'about %g %% of the answers are old, and %g %% may be.',
                        r.title, d.copies, d.label, r.write,
                        coalesce(', and ' || r.cache || ' keeps what it was given', ''),
                        CASE WHEN o.hot_pct > 0
                             THEN printf('. When one %s gets %g %% of the traffic, as the scenario says,',
                                         r.key, o.hot_pct)
                             ELSE ':' END,
                        round(o.pct, 1), r.allowed) END AS message,
       group_concat(r.connections) AS connections,
       group_concat(r.operation) AS operations,
       max(r.key) AS key,
       coalesce(o.hot_pct, 30) AS hot_pct
FROM reads r
JOIN components d ON d.id = r.store
LEFT JOIN old o ON o.store = r.store AND o.operation = r.operation
-- A target this low means that nobody may see the old value; a higher one allows for some.
WHERE r.allowed <= 0.5 OR o.pct > r.allowed
GROUP BY d.id
