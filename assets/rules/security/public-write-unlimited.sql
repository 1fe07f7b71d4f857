-- title: Public write without a rate limit
-- severity: medium
-- question: Somebody calls this in a loop, all night. What stops it?
-- why: A write that needs no account can be sent by a script as often as the network carries it. It fills
--   the store, uses up what others need, and costs money for every row.
-- fix: Put a rate limiter before it, by address or by account, with a burst for honest peaks.
-- apply: add rate_limiter as @limiter "Rate limit" near {target} replicas=2 zones=2 limit_rps={limit}
--   burst={limit} why "a script that calls in a loop must not take what the others need";
--   connect @limiter {target} call operations {operations} timeout_ms={timeout};
--   reconnect {connection} to @limiter
-- proof: fault rate_factor=20 at operation {subject}; measure p99_ms of operation {other};
--   measure max_ms; measure queue_max of component {target}; measure refused of component {target}
-- sources: OWASP API Security Top 10 (2023), API4, "Unrestricted Resource Consumption"
WITH
writes(id, title, rate) AS (
    SELECT id, title, load_rps FROM operations WHERE type = 'write' AND issued_by = 'client'
),
limited(operation) AS (
    SELECT f.operation FROM flows f
    JOIN components c ON c.id = f.component AND c.kind = 'rate_limiter'
),
named(operation) AS (
    SELECT f.operation FROM flows f
    JOIN components c ON c.id = f.component AND c.authentication <> 'none'
),
-- The one that is sent most, and the connection by which it comes in.
open(operation, title, rate) AS (
    SELECT id, title, max(rate) FROM writes
    WHERE id NOT IN (SELECT operation FROM named)
),
door(operation, connection, target) AS (
    SELECT o.operation, min(s.connection), s.target
    FROM open o
    JOIN steps s ON s.operation = o.operation
    JOIN components c ON c.id = s.source AND c.kind = 'client'
    JOIN components t ON t.id = s.target AND t.family IN ('edge', 'compute')
)
SELECT o.operation AS subject,
       printf('Anybody may send "%s" as often as a script can: the normal load is %,d a second, and '
              || 'nothing between %s and the data limits it.', o.title, CAST(ceil(o.rate) AS INTEGER),
              (SELECT s.label FROM connections c JOIN components s ON s.id = c.source
               WHERE c.id = d.connection)) AS message,
       d.connection AS connection, d.target AS target,
       (SELECT group_concat(operation) FROM steps WHERE connection = d.connection) AS operations,
       (SELECT min(operation) FROM steps
        WHERE connection = d.connection AND operation <> o.operation) AS other,
       CAST(ceil(2 * (SELECT sum(x.load_rps * coalesce((SELECT max(rate_factor) FROM faults
                                                        WHERE target_type = 'operation'
                                                          AND target = x.id), 1))
                      FROM steps s JOIN operations x ON x.id = s.operation
                      WHERE s.connection = d.connection)) AS INTEGER) AS "limit",
       -- A little less than those before wait, so that they hear of it.
       (SELECT CASE WHEN timeout_ms > 0 THEN max(1, floor(0.95 * timeout_ms)) ELSE 1000 END
        FROM connections
        WHERE id = d.connection) AS timeout
FROM open o
JOIN door d ON d.operation = o.operation
-- Where some write is limited, somebody has thought about which ones need it.
WHERE NOT EXISTS (SELECT 1 FROM writes WHERE id IN (SELECT operation FROM limited))
