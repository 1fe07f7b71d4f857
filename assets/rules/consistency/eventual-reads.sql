-- title: Eventual reads where the newest value is needed
-- severity: high
-- question: The write was acknowledged. May the next read return what was there before?
-- why: With eventual consistency one copy answers, and it may be one that the last write has not
--   reached yet. Where nothing old may be shown (a balance, an opt-out, a stock) that is a wrong
--   answer.
-- fix: Read with strong consistency where it matters, on the connection or in the whole store; it
--   costs a majority of the copies for each read.
-- sources: Vogels, "Eventually Consistent" (CACM, 2009); Amazon DynamoDB developer guide, "Read
--   consistency"
-- apply: set {connections} strong_reads true
-- proof: fault hot_key_pct=30 at key {key}; measure stale
WITH
reads(store, operation, connections, key, title, allowed, write) AS (
    SELECT d.id, r.id, group_concat(DISTINCT c.id), r.key, r.title, r.stale_pct, w.title
    FROM components d
    JOIN steps s ON s.target = d.id AND s.kind = 'call'
    JOIN connections c ON c.id = s.connection AND coalesce(c.strong_reads, 0) = 0
    JOIN operations r ON r.id = s.operation AND r.type = 'read'
    JOIN operations w ON w.type = 'write' AND w.key = r.key
    JOIN flows f ON f.operation = w.id AND f.component = d.id
    -- A target this low means that nobody may see the old value; a higher one allows for it.
    WHERE d.consistency = 'eventual' AND d.copies > 1 AND r.stale_pct <= 0.5
    GROUP BY d.id, r.id
)
SELECT d.id AS subject,
       printf('"%s" is answered by one of %d copies of %s, which "%s" may not have reached: %s.',
              r.title, d.copies, d.label, r.write,
              CASE WHEN r.allowed > 0 THEN printf('at most %g %% of the answers may be old',
                                                  r.allowed)
                   ELSE 'no answer may be old' END) AS message,
       group_concat(r.connections) AS connections,
       max(r.key) AS key
FROM reads r
JOIN components d ON d.id = r.store
GROUP BY d.id
