-- title: Lost update
-- severity: critical
-- question: Two people change the same item in the same moment. Whose change survives?
-- why: Both read the old value, both write their own: the second write undoes the first, which was
--   acknowledged. Nobody gets an error.
-- fix: Check that the value is still the one that was read (a version, a conditional write), or
--   lock it, or let the store do the arithmetic.
-- sources: Kleppmann, "Designing Data-Intensive Applications" (2017), chapter 7, "Preventing Lost
--   Updates"; Amazon DynamoDB developer guide, "Optimistic locking with version number"
-- apply: set {database} concurrency_control optimistic; set {store} conditional_writes true
-- proof: fault hot_key_pct=30 at key {key}; measure lost_updates
WITH
-- Writers of one value that meet, an hour, in a store that lets them: of all pairs of writes within
-- the time of one, those of the same value (of the most popular one, and of the others if alike).
met(store, operation, key, an_hour) AS (
    SELECT d.id, w.id, w.key,
           3600 * f.rate_per_s * f.rate_per_s * d.write_ms / 1000
           * (k.top_share * k.top_share
              + (1 - k.top_share) * (1 - k.top_share) / max(1, k.count - 1))
    FROM components d
    JOIN flows f ON f.component = d.id
    JOIN operations w ON w.id = f.operation AND w.type = 'write'
    JOIN effects e ON e.operation = w.id AND e.kind = d.kind
    JOIN keys k ON k.id = w.key
    -- A store of idempotency keys is written in another way.
    JOIN steps s ON s.target = d.id AND s.operation = w.id AND s.kind = 'call'
    WHERE (d.kind = 'sql_db' AND d.concurrency_control = 'none' OR d.kind = 'kv_store')
      AND d.conditional_writes = 0
      -- Where it does no harm, as where each write adds a row, a scenario that speaks of effects
      -- sets no target for it.
      AND (w.lost_updates IS NOT NULL
           OR NOT EXISTS (SELECT 1 FROM operations t WHERE t.lost_updates IS NOT NULL
                          OR t.lost IS NOT NULL OR t.duplicated IS NOT NULL))
      -- Of those that come as messages the queue's order is the question.
      AND f.deferred = 0
    GROUP BY d.id, w.id
)
SELECT d.id AS subject,
       printf('%s lets two writers of one %s undo each other: with "%s" that happens %s.', d.label, m.key,
              w.title,
              CASE WHEN sum(m.an_hour) >= 1
                   THEN printf('at least %,d times an hour', CAST(round(sum(m.an_hour)) AS INTEGER))
                   WHEN sum(m.an_hour) * 24 >= 1
                   THEN printf('at least %d times a day', CAST(round(24 * sum(m.an_hour)) AS INTEGER))
                   ELSE 'whenever one is popular for a moment' END) AS message,
       CASE d.kind WHEN 'sql_db' THEN d.id END AS "database",
       CASE d.kind WHEN 'kv_store' THEN d.id END AS store,
       m.key AS key,
       max(m.an_hour) AS an_hour
FROM met m
CROSS JOIN components d ON d.id = m.store
CROSS JOIN operations w ON w.id = m.operation
GROUP BY d.id
-- Once a day is once too often; below that a scenario has to say that values become hot.
HAVING sum(m.an_hour) * 24 >= 1
    OR EXISTS (SELECT 1 FROM faults h WHERE h.hot_key_pct > 0 AND h.target = m.key)
