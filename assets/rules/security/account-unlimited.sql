-- title: No limit for an account
-- severity: low
-- question: A customer's job goes wrong and sends in a loop. Who else feels it?
-- why: Knowing who calls does not stop a loop. One account can use up what all share, mostly by mistake,
--   and where each request costs money, the bill comes the next morning.
-- fix: Put a rate limiter behind the check, with a limit for each account.
-- apply: add rate_limiter as @limiter "Rate limit" near {target} replicas=2 zones=2 limit_rps={limit}
--   burst={limit} why "a loop in one account must not take what the others need";
--   connect @limiter {target} call operations {operations} timeout_ms={timeout};
--   reconnect {connection} to @limiter
-- proof: fault rate_factor=20 at operation {subject}; measure p99_ms of operation {other};
--   measure max_ms; measure queue_max of component {target}; measure late; measure queue_max;
--   measure utilisation
-- sources: OWASP API Security Top 10 (2023), API4, "Unrestricted Resource Consumption"
WITH
writes(id, title, rate) AS (
    SELECT id, title, load_rps FROM operations WHERE type = 'write' AND issued_by = 'client'
),
named(operation) AS (
    SELECT f.operation FROM flows f
    JOIN components c ON c.id = f.component AND c.authentication <> 'none'
),
most(operation, title, rate) AS (
    SELECT id, title, max(rate) FROM writes WHERE id IN (SELECT operation FROM named)
),
door(operation, connection, target) AS (
    SELECT m.operation, min(s.connection), s.target
    FROM most m
    JOIN steps s ON s.operation = m.operation
    JOIN components c ON c.id = s.source AND c.kind = 'client'
    JOIN components t ON t.id = s.target AND t.family IN ('edge', 'compute')
)
SELECT m.operation AS subject,
       printf('One account may send "%s" without a limit: %,d a second is the normal load of all of '
              || 'them, and nothing between %s and the data stops a loop.', m.title, CAST(ceil(m.rate) AS INTEGER),
              (SELECT s.label FROM connections c JOIN components s ON s.id = c.source
               WHERE c.id = d.connection)) AS message,
       d.connection AS connection, d.target AS target,
       (SELECT group_concat(operation) FROM steps WHERE connection = d.connection) AS operations,
       (SELECT min(operation) FROM steps
        WHERE connection = d.connection AND operation <> m.operation) AS other,
       CAST(ceil(2 * (SELECT sum(x.load_rps * coalesce((SELECT max(rate_factor) FROM faults
                                                        WHERE target_type = 'operation'
                                                          AND target = x.id), 1))
                      FROM steps s JOIN operations x ON x.id = s.operation
                      WHERE s.connection = d.connection)) AS INTEGER) AS "limit",
       -- A little less than those before wait, so that they hear of it.
       (SELECT CASE WHEN timeout_ms > 0 THEN max(1, floor(0.95 * timeout_ms)) ELSE 1000 END
        FROM connections
        WHERE id = d.connection) AS timeout
FROM most m
JOIN door d ON d.operation = m.operation
WHERE NOT EXISTS (SELECT 1 FROM components c WHERE c.kind = 'rate_limiter')
  -- Where twenty times of everything still fits, nobody feels a loop.
  AND coalesce((SELECT headroom FROM design), 0) < 20
  -- Writes that anybody may send are the graver case.
  AND NOT EXISTS (SELECT 1 FROM writes WHERE id NOT IN (SELECT operation FROM named))
