-- title: All tries end before the outage does
-- severity: medium
-- question: The provider restarts and is away for two seconds. How many of your tries are left when it is
--   back?
-- why: Tries that follow each other within a moment all meet the same outage. Who was promised an answer
--   within seconds could have waited it out, and gets a failure at once instead.
-- fix: Spread the tries over longer than the outage that you were told of, as far as the promised time
--   allows, with a retry budget that lets them through; the callers have to wait that long, and a circuit
--   breaker has to try again as soon.
-- sources: Amazon Builders' Library, "Timeouts, retries, and backoff with jitter"; Google, "Site
--   Reliability Engineering" (2016), chapter 22, "Addressing Cascading Failures"
-- apply: set {subject} max_attempts 5; set {subject} backoff exponential; set {subject} backoff_cap_ms {cap};
--   set {subject} backoff_base_ms {base}; set {subject} retry_budget_pct 50;
--   set {breaker} breaker_open_s {open}; set {breaker} breaker_threshold_pct 90;
--   set {callers_1} timeout_ms {wait_1}; set {callers_2} timeout_ms {wait_2};
--   set {callers_3} timeout_ms {wait_3}
-- proof: fault down_pct=100 at component {callee} from 10 for {seconds};
--   measure failed of operation {operation}
WITH RECURSIVE
-- What the scenario takes away for a while, all of it.
away(component, seconds, title) AS (
    SELECT c.id, max(f.for_s), f.title
    FROM faults f
    JOIN components c ON c.id = f.target AND f.target_type = 'component'
                      OR c.kind = f.target AND f.target_type = 'kind'
    WHERE f.down_pct >= 100 AND c.family IN ('data', 'compute', 'outside') AND c.kind <> 'cache'
    GROUP BY c.id
),
-- Calls that people wait for, whose promise leaves time to wait an outage out.
hasty(connection, operation, seconds, title, tries_s) AS (
    SELECT c.id, o.id, a.seconds, a.title, c.pauses_s
    FROM away a
    JOIN connections c ON c.target = a.component AND c.kind = 'call'
    JOIN steps s ON s.connection = c.id
    JOIN operations o ON o.id = s.operation
    JOIN flows f ON f.operation = o.id AND f.component = c.target AND f.as_message = 0
    WHERE c.on_failure = 'fail'
      -- Tries without any pause have a finding of their own.
      AND (c.backoff <> 'none' OR c.max_attempts = 1)
      AND o.p99_ms > 1500 * a.seconds
      AND a.seconds / 60 > 1 - o.availability_pct / 100
      -- Somebody before it may be as patient.
      AND a.seconds > c.pauses_s + coalesce((SELECT max(q.pauses_s) FROM steps x
                                            JOIN connections q ON q.id = x.connection AND q.kind = 'call'
                                            WHERE x.operation = o.id AND x.connection <> c.id
                                              AND x.target <> c.target AND x.source <> c.source), 0)
),
-- Who waits for it, and how many calls further up.
callers(connection, operation, caller, up) AS (
    SELECT h.connection, h.operation, c.source, 0
    FROM hasty h JOIN connections c ON c.id = h.connection
    UNION
    SELECT b.connection, b.operation, s.source, b.up + 1
    FROM callers b JOIN steps s ON s.operation = b.operation AND s.target = b.caller
    WHERE s.kind = 'call' AND b.up < 3
),
-- The calls of those that wait too short: five attempts, of which all but the last fail at once, and
-- their pauses; further up a little longer, so that the inner one ends first.
short(connection, up, waiting) AS (
    SELECT b.connection, b.up + 1, group_concat(DISTINCT w.id)
    FROM callers b
    JOIN hasty h ON h.connection = b.connection AND h.operation = b.operation
    JOIN connections c ON c.id = b.connection
    JOIN steps x ON x.operation = b.operation AND x.target = b.caller AND x.kind = 'call'
    JOIN connections w ON w.id = x.connection
    WHERE w.timeout_ms > 0
      AND w.timeout_ms < (1 + 0.1 * b.up) * (4800 * h.seconds + c.timeout_ms)
    GROUP BY b.connection, b.up
)
SELECT c.id AS subject,
       printf('%s tries %s, then "%s" fails: in "%s" %s is away for %g s, which '
              || 'the %,d ms that were promised leave time to wait out.', c.label,
              CASE c.max_attempts WHEN 1 THEN 'once'
                   ELSE printf('%d times within about %,d ms', c.max_attempts,
                               CAST(round(1000 * h.tries_s) AS INTEGER)) END, min(o.title), h.title, target.label, h.seconds,
              CAST(o.p99_ms AS INTEGER)) AS message,
       h.operation AS operation, c.target AS callee, h.seconds AS seconds,
       CAST(600 * h.seconds AS INTEGER) AS base, CAST(1500 * h.seconds AS INTEGER) AS cap,
       CASE WHEN c.circuit_breaker AND c.breaker_open_s >= h.seconds THEN c.id END AS breaker,
       max(1, floor(h.seconds / 2)) AS open,
       (SELECT waiting FROM short WHERE connection = c.id AND up = 1) AS callers_1,
       CAST(1.0 * (4800 * h.seconds + c.timeout_ms) AS INTEGER) AS wait_1,
       (SELECT waiting FROM short WHERE connection = c.id AND up = 2) AS callers_2,
       CAST(1.1 * (4800 * h.seconds + c.timeout_ms) AS INTEGER) AS wait_2,
       (SELECT waiting FROM short WHERE connection = c.id AND up = 3) AS callers_3,
       CAST(1.2 * (4800 * h.seconds + c.timeout_ms) AS INTEGER) AS wait_3
FROM hasty h
JOIN connections c ON c.id = h.connection
JOIN components target ON target.id = c.target
JOIN operations o ON o.id = h.operation
GROUP BY c.id
