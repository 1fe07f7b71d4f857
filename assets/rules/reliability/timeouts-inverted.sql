-- title: Inner timeout longer than the outer one
-- severity: medium
-- question: Your caller has given up. How long do you go on working for nobody?
-- why: When a call may take longer than its caller waits for it, the caller never hears the error,
--   its own retry begins beside the old attempt, and slots are held for answers that nobody reads.
-- fix: Make timeouts shrink on the way down: what all attempts of an inner call may take stays
--   within the time that the outer call allows.
-- sources: Google, "Site Reliability Engineering" (2016), chapter 22, "Addressing Cascading
--   Failures", deadline propagation; Michael Nygard, "Release It!" (2018)
-- apply: set {subject} timeout_ms {shorter}; set {outers} timeout_ms {longer}
-- proof: fault extra_ms={delay} at connection {subject};
--   measure failed; measure utilisation of component {caller};
--   measure wait_mean_ms of component {caller}
WITH
-- What the slowest operation of a connection takes, at the 99th percentile.
answers(connection, p99) AS (
    SELECT s.connection, max(f.answer_p99_ms)
    FROM steps s JOIN flows f ON f.operation = s.operation AND f.component = s.target
    GROUP BY s.connection
),
-- Who waits for the caller of an inner call, for the same operation, and how long.
pairs(connection, outer, patience, slowest) AS (
    SELECT i.connection, o.id, o.timeout_ms, a.p99
    FROM steps i
    JOIN connections c ON c.id = i.connection
    JOIN connections o ON o.target = i.source AND o.kind = 'call'
    JOIN steps os ON os.connection = o.id AND os.operation = i.operation
    LEFT JOIN answers a ON a.connection = i.connection
    WHERE i.kind IN ('call', 'publish')
      AND c.timeout_ms > 0 AND o.timeout_ms > 0
      -- One attempt that outlives the caller, or attempts that come to twice its time.
      AND (c.timeout_ms >= o.timeout_ms OR c.max_attempts * c.timeout_ms >= 2 * o.timeout_ms)
    GROUP BY i.connection, o.id
),
-- All attempts within the caller's time; else one; but never less than an answer takes.
fitting(connection, shorter) AS (
    SELECT p.connection,
           CAST(CASE WHEN 0.9 * min(p.patience) / c.max_attempts
                          >= max(1, 1.25 * (coalesce(max(p.slowest), 0) + c.rtt_ms))
                     THEN floor(0.9 * min(p.patience) / c.max_attempts)
                     WHEN min(0.9, 1.8 / c.max_attempts) * min(p.patience)
                          >= max(1, coalesce(max(p.slowest), 0) + c.rtt_ms)
                     THEN floor(min(0.9, 1.8 / c.max_attempts) * min(p.patience)) END AS INTEGER)
    FROM pairs p JOIN connections c ON c.id = p.connection
    GROUP BY p.connection
)
SELECT c.id AS subject,
       printf('%s may take %s%d ms, but %s waits only %d ms for %s: the rest of the work is for nobody.',
              c.label,
              CASE WHEN c.max_attempts > 1 THEN printf('%d times ', c.max_attempts) ELSE '' END,
              CAST(round(c.timeout_ms) AS INTEGER),
              (SELECT s.label FROM connections o JOIN components s ON s.id = o.source
               WHERE o.id = p.outer),
              CAST(round(min(p.patience)) AS INTEGER), source.label) AS message,
       c.source AS caller,
       CAST(2 * c.timeout_ms AS INTEGER) AS delay,
       f.shorter AS shorter,
       group_concat(p.outer) AS outers,
       CASE WHEN f.shorter IS NULL
            THEN CAST(ceil(1.1 * c.max_attempts * c.timeout_ms) AS INTEGER) END AS longer
FROM pairs p
JOIN connections c ON c.id = p.connection
JOIN fitting f ON f.connection = p.connection
JOIN components source ON source.id = c.source
GROUP BY c.id
