-- title: A slow dependency takes all slots
-- severity: high
-- question: This dependency hangs. What happens to the requests that do not need it?
-- why: A request that waits holds its slot. When one dependency hangs, the slots fill with those
--   who wait for it, and requests that never needed it find none: one slow part stops all the
--   others.
-- fix: Open a circuit breaker, shorten the timeout, or give the calls a pool of slots of their own
--   (a bulkhead); asynchronous waiting frees the slots too.
-- sources: Michael Nygard, "Release It!" (2018), "Blocked Threads", "Bulkheads" and "Circuit
--   Breaker"
-- apply: set {subject} circuit_breaker true; set {subject} breaker_open_s 5
-- proof: fault extra_ms={delay} at connection {subject};
--   measure failed of operation {bystander}; measure p99_ms of operation {bystander};
--   measure p99_ms; measure wait_mean_ms of component {caller}
WITH
staged(component, factor) AS (
    SELECT t.id, max(f.slow_factor)
    FROM faults f
    JOIN components t ON t.id = f.target AND f.target_type = 'component'
                      OR t.kind = f.target AND f.target_type = 'kind'
    WHERE f.slow_factor > 1
    GROUP BY t.id
),
-- How long a call may hold a slot of its caller: all its attempts, or as long as the callee takes in
-- the fault that the scenario stages. A provider may hang for as long as it likes.
held(connection, wait_ms) AS (
    SELECT c.id,
           CASE WHEN t.family = 'outside' THEN c.max_attempts * c.timeout_ms
                ELSE min(c.max_attempts * c.timeout_ms, staged.factor * max(f.answer_ms)) END
    FROM connections c
    JOIN components t ON t.id = c.target
    JOIN steps s ON s.connection = c.id
    JOIN flows f ON f.operation = s.operation AND f.component = c.target
    LEFT JOIN staged ON staged.component = t.id
    WHERE c.kind = 'call' AND c.timeout_ms > 0 AND c.circuit_breaker = 0
      AND (t.family = 'outside' OR staged.factor IS NOT NULL)
    GROUP BY c.id
)
SELECT c.id AS subject,
       printf('While %s hangs, %,d calls a second wait up to %,d ms each and ask for %,d slots of %s, '
              || 'which has %,d: "%s" finds none, though it does not need %s.', target.label,
              CAST(round(c.rate_per_s) AS INTEGER), CAST(round(h.wait_ms) AS INTEGER),
              CAST(ceil(c.rate_per_s * h.wait_ms / 1000) AS INTEGER), source.label,
              source.replicas * source.concurrency, o.title, target.label) AS message,
       source.id AS caller,
       o.id AS bystander,
       CAST(ceil(2 * c.timeout_ms) AS INTEGER) AS delay,
       max(b.rate_per_s)
FROM held h
JOIN connections c ON c.id = h.connection
JOIN components source ON source.id = c.source
JOIN components target ON target.id = c.target
-- Those who share the slots and not the dependency.
JOIN flows b ON b.component = source.id
JOIN operations o ON o.id = b.operation
WHERE source.async_io = 0
  AND source.replicas * source.concurrency > 0
  AND c.rate_per_s * h.wait_ms / 1000 > source.replicas * source.concurrency
  AND NOT EXISTS (SELECT 1 FROM steps s WHERE s.connection = c.id AND s.operation = o.id)
GROUP BY c.id
