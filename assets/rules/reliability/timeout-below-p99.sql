-- title: Timeout shorter than the answer takes
-- severity: high
-- question: How slow are the slowest answers of this dependency on a good day, and when do you give
--   up?
-- why: A timeout below the callee's p99 turns answers that were on their way into failures, and the
--   retries that follow into load, while nothing is wrong with anyone.
-- fix: Set the timeout a little above the callee's p99, or make the callee faster.
-- sources: Amazon Builders' Library, "Timeouts, retries, and backoff with jitter"
-- apply: set {subject} timeout_ms {timeout}
-- proof: measure failed; measure timeouts of connection {subject}
WITH
answers(connection, mean, p99, title) AS (
    SELECT s.connection, f.answer_ms, max(f.answer_p99_ms), o.title
    FROM connections c
    JOIN steps s ON s.connection = c.id
    JOIN flows f ON f.operation = s.operation AND f.component = s.target
    JOIN operations o ON o.id = s.operation
    WHERE c.kind IN ('call', 'publish') AND c.timeout_ms > 0
    GROUP BY s.connection
)
SELECT c.id AS subject,
       printf('%s gives up after %d ms, while %s answers "%s" in %d ms on average and in %d ms at the '
              || '99th percentile.', c.label, CAST(round(c.timeout_ms) AS INTEGER), target.label,
              a.title, CAST(round(a.mean + c.rtt_ms) AS INTEGER),
              CAST(round(a.p99 + c.rtt_ms) AS INTEGER)) AS message,
       CAST(ceil((2 * a.p99 + c.rtt_ms) / 10) * 10 AS INTEGER) AS timeout
FROM connections c
JOIN components target ON target.id = c.target
JOIN answers a ON a.connection = c.id
WHERE a.p99 + c.rtt_ms > c.timeout_ms
  -- An optional answer may be worth waiting for only so long.
  AND c.on_failure = 'fail'
