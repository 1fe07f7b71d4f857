-- title: Fan-out too wide
-- severity: medium
-- question: One request makes a hundred calls and waits for all. How slow is the slowest of them?
-- why: Who waits for all of many calls waits for the slowest. With a hundred calls, what one call in a
--   hundred suffers becomes what two requests in three suffer.
-- fix: Ask fewer parts, hedge the slow calls, go on with what has come in time, or keep the gathered
--   result in a cache.
-- apply: set {hedged} hedge_after_ms {hedge}
-- proof: measure p99_ms of operation {operation}
-- sources: Dean and Barroso, "The Tail at Scale" (CACM, 2013)
WITH
-- One call, and the p99 of the slowest of n, as if the time beyond the least were exponential.
calls(connection, operation, target, n, one_ms, tail_ms) AS (
    SELECT c.id, s.operation, t.id, c.fan_out, c.rtt_ms + t.holding_ms + coalesce(t.wait_ms, 0),
           c.rtt_ms + (t.holding_ms + coalesce(t.wait_ms, 0))
                      * (1 + min(t.service_cv, 1) * (ln(c.fan_out) + ln(100) - 1))
    FROM connections c
    JOIN steps s ON s.connection = c.id
    JOIN components t ON t.id = c.target
    WHERE c.kind = 'call' AND c.fan_out >= 5 AND c.hedge_after_ms = 0
),
worst(connection, operation, target, n, one_ms, tail_ms, target_ms) AS (
    SELECT k.connection, k.operation, k.target, k.n, k.one_ms, k.tail_ms, min(o.p99_ms)
    FROM calls k JOIN operations o ON o.id = k.operation
    WHERE k.tail_ms > o.p99_ms
    GROUP BY k.connection
)
SELECT c.id AS subject,
       printf('"%s" waits for the slowest of %d calls %s: one takes %s ms on average, but %d %% of '
              || 'the requests meet one that is slower than 99 in 100, and their p99 comes to about %d '
              || 'ms where %d ms are allowed.', o.title, w.n, c.label, round(w.one_ms, 1),
              CAST(round(100 * (1 - pow(0.99, w.n))) AS INTEGER), CAST(round(w.tail_ms) AS INTEGER),
              CAST(w.target_ms AS INTEGER)) AS message,
       o.id AS operation,
       -- Repeating a write would do it twice.
       CASE WHEN o.type = 'read' THEN c.id END AS hedged,
       CAST(ceil(c.rtt_ms + (w.one_ms - c.rtt_ms) * (1 + 2 * min(t.service_cv, 1))) AS INTEGER) AS hedge
FROM worst w
JOIN connections c ON c.id = w.connection
JOIN components t ON t.id = w.target
JOIN operations o ON o.id = w.operation
