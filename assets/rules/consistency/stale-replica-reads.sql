-- title: Reads through a replica that lags
-- severity: high
-- question: I save my change and reload the page. Do I see what I saved?
-- why: A read replica is behind its primary. Who reads there right after a write gets the old
--   value, believes that the change was lost, and makes it again.
-- fix: Read from the primary where a person reads what she has just written; leave the replicas to
--   reads that may be old.
-- sources: Kleppmann, "Designing Data-Intensive Applications" (2017), chapter 5, "Problems with
--   Replication Lag"; Amazon RDS user guide, "Working with read replicas"
-- apply: set {connections} strong_reads true
-- proof: fault hot_key_pct={hot_pct} at key {key}; measure stale of operation {operations}
WITH RECURSIVE
-- The values of each key in groups of like popularity, the most popular one by one: what comes of it is
-- at most the truth.
groups(first, size, last) AS (
    SELECT 1, 1, (SELECT max(count) FROM keys)
    UNION ALL
    SELECT first + size, max(1, (first + size) / 4), last FROM groups WHERE first + size <= last
),
popular(key, share, times) AS (
    SELECT k.id, k.top_share * pow(g.first + (min(g.size, k.count - g.first + 1) - 1) / 2.0, -k.zipf),
           min(g.size, k.count - g.first + 1)
    FROM keys k JOIN groups g ON g.first <= k.count
),
-- For how long a cache beside the database keeps what was read there.
kept(operation, source, seconds) AS (
    SELECT s.operation, s.source, max(CASE WHEN c.ttl_s > 0 THEN c.ttl_s ELSE 1e9 END)
    FROM steps s
    JOIN components c ON c.id = s.target AND c.kind = 'cache' AND c.write_policy <> 'none'
    WHERE s.kind = 'call'
    GROUP BY s.operation, s.source
),
-- Reads of a key that is written in the same database. `lagged`: the share of reads of a key that
-- falls into the lag of its last write; with a cache, that gets a value which was read in that time,
-- stored after the write had removed it, and kept.
reads(store, operation, connections, key, title, allowed, write, rate, write_rate, lag_s, kept_s,
      lagged) AS (
    SELECT d.id, r.id, group_concat(DISTINCT c.id), r.key, r.title, r.stale_pct, w.title,
           r.load_rps, w.load_rps, d.replication_lag_ms / 1000, k.seconds,
           100 * (SELECT sum(p.times * p.share
                             * max(1 - exp(-w.load_rps * p.share * d.replication_lag_ms / 1000),
                                   coalesce((1 - exp(-r.load_rps * p.share
                                                     * d.replication_lag_ms / 1000))
                                            * min(1, k.seconds * w.load_rps * p.share), 0)))
                  FROM popular p WHERE p.key = r.key)
    FROM components d
    JOIN steps s ON s.target = d.id AND s.kind = 'call'
    JOIN connections c ON c.id = s.connection AND coalesce(c.strong_reads, 0) = 0
    JOIN operations r ON r.id = s.operation AND r.type = 'read' AND r.stale_pct IS NOT NULL
    JOIN operations w ON w.type = 'write' AND w.key = r.key
    JOIN flows f ON f.operation = w.id AND f.component = d.id
    LEFT JOIN kept k ON k.operation = r.id AND k.source = s.source
    WHERE d.kind = 'sql_db' AND d.read_from = 'replicas' AND d.read_replicas > 0
      AND d.replication_lag_ms > 0
    GROUP BY d.id, r.id
),
-- The same of the one value that the scenario makes hot for a part of a minute. By the time that a write
-- has removed it and the next reader is at the replica, some 3 ms of the lag are over.
staged(store, operation, hot_pct, lagged) AS (
    SELECT r.store, r.operation, f.hot_key_pct,
           max(min(1, f.for_s / 60) * f.hot_key_pct
               * max(1 - exp(-r.write_rate * f.hot_key_pct / 100 * r.lag_s),
                     coalesce((1 - exp(-r.rate * f.hot_key_pct / 100 * max(0, r.lag_s - 0.003)))
                              * min(1, r.kept_s * r.write_rate * f.hot_key_pct / 100), 0)))
    FROM reads r
    JOIN faults f ON f.target_type = 'key' AND f.target = r.key AND f.hot_key_pct > 0
    GROUP BY r.store, r.operation
)
SELECT d.id AS subject,
       printf('"%s" reads replicas of %s that are %d ms behind: who has just done "%s" does not see it, '
              || 'and at most %g %% of these reads may be old%s.', r.title, d.label,
              CAST(round(d.replication_lag_ms) AS INTEGER), r.write, r.allowed,
              CASE WHEN r.allowed > 1 AND r.lagged <= r.allowed
                   THEN printf('. When one %s gets %g %% of the traffic, as the scenario says, about %g %% are',
                               r.key, t.hot_pct, round(t.lagged, 1))
                   ELSE '' END) AS message,
       group_concat(r.connections) AS connections,
       group_concat(r.operation) AS operations,
       max(r.key) AS key,
       coalesce(t.hot_pct, 30) AS hot_pct
FROM reads r
JOIN components d ON d.id = r.store
LEFT JOIN staged t ON t.store = r.store AND t.operation = r.operation
-- A target this low means that people notice; a higher one allows the lag, unless it is too much.
WHERE r.allowed <= 1 OR r.lagged > r.allowed OR t.lagged > r.allowed
GROUP BY d.id
