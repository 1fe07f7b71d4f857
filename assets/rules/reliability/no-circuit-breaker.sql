-- title: No circuit breaker
-- severity: medium
-- question: The provider has been failing for a minute. Why does every request still ask it and
--   wait?
-- why: As long as each call finds out by itself that the other side is away, each pays the full
--   wait for it, and the other side gets no rest to recover in.
-- fix: Put a circuit breaker on the call, and decide what to do while it is open: fail at once,
--   leave the part out, or keep the work for later.
-- sources: Michael Nygard, "Release It!" (2018), "Circuit Breaker"; Martin Fowler, "CircuitBreaker"
--   (2014)
-- apply: set {subject} circuit_breaker true; set {subject} breaker_open_s 5
-- proof: run 90; fault extra_ms={delay} at connection {subject};
--   measure failed; measure p99_ms; measure late; measure utilisation of component {caller};
--   measure timeouts of connection {subject}
WITH
patience(connection, p99_ms) AS (
    SELECT s.connection, min(o.p99_ms)
    FROM steps s
    JOIN operations o ON o.id = s.operation
    JOIN flows f ON f.operation = s.operation AND f.component = s.source AND f.as_message = 0
    GROUP BY s.connection
),
-- Calls that hold up others who do not need them have a rule of their own.
bystanders(connection) AS (
    SELECT c.id
    FROM connections c
    JOIN components s ON s.id = c.source AND s.async_io = 0
    JOIN flows f ON f.component = s.id
    WHERE c.kind = 'call' AND c.circuit_breaker = 0 AND c.timeout_ms > 0
      AND c.rate_per_s * c.max_attempts * c.timeout_ms / 1000 > s.replicas * s.concurrency
      AND NOT EXISTS (SELECT 1 FROM steps x WHERE x.connection = c.id AND x.operation = f.operation)
)
SELECT c.id AS subject,
       printf('%s has no circuit breaker: while %s is away, each of %s calls a second waits up to %,d ms '
              || '(%d %s of %,d ms) before %s.', c.label, target.label,
              CASE WHEN c.rate_per_s < 10 THEN printf('%g', round(c.rate_per_s, 1))
                   ELSE printf('%,d', CAST(round(c.rate_per_s) AS INTEGER)) END,
              CAST(round(c.max_attempts * c.timeout_ms) AS INTEGER), c.max_attempts,
              CASE c.max_attempts WHEN 1 THEN 'attempt' ELSE 'attempts' END,
              CAST(round(c.timeout_ms) AS INTEGER),
              CASE c.on_failure WHEN 'fail' THEN 'it fails' ELSE 'it goes on without' END) AS message,
       c.source AS caller,
       CAST(ceil(2 * c.timeout_ms) AS INTEGER) AS delay
FROM connections c
JOIN components source ON source.id = c.source
JOIN components target ON target.id = c.target
LEFT JOIN patience p ON p.connection = c.id
WHERE c.kind = 'call'
  AND c.circuit_breaker = 0
  -- Without a timeout there is nothing yet that a breaker could count.
  AND c.timeout_ms > 0
  AND c.rate_per_s >= 1
  AND source.kind NOT IN ('client', 'scheduler')
  AND (target.family = 'outside'
       -- What could be left out, but costs a quarter of the time that people have. Where many are
       -- asked at once, a breaker for all would leave out the good ones with the bad.
       OR (c.on_failure = 'ignore' AND c.fan_out = 1
           AND c.max_attempts * c.timeout_ms > 0.25 * p.p99_ms))
  AND NOT (target.family = 'outside' AND c.id IN (SELECT connection FROM bystanders))
