-- title: Slow provider in the path of a request
-- severity: high
-- question: The provider needs three seconds today. Why does the user wait for it?
-- why: While the user waits for somebody else's service, its slow days are yours and its outages
--   are errors, though nobody asked that the work be done at once.
-- fix: Accept the work, answer, and do it from a queue: the provider's outage then delays it and
--   loses nothing.
-- sources: Hohpe and Woolf, "Enterprise Integration Patterns" (2003), "Guaranteed Delivery"; Amazon
--   Builders' Library, "Avoiding insurmountable queue backlogs"
-- apply: add queue as @jobs "Work for {provider_label}" near {caller} max_receives=8
--     capacity={capacity} why "The provider's slow days delay the work and fail no request.";
--   add worker as @sender "{provider_label} sender" near {provider} replicas=2 zones=2
--     concurrency={slots} why "Calls the provider at its own pace.";
--   add queue as @dead "{provider_label}: dead letters" near {provider} retention_s=1209600
--     capacity=1000000 why "Keeps what cannot be sent for a person to look at.";
--   find kv_store as @keys;
--   add kv_store as @keys "Done keys" near {provider} copies=3 zones=3
--     why "Remembers what was sent, so that a redelivery sends nothing twice.";
--   connect {caller} @jobs publish operations {operations} timeout_ms=100 max_attempts=2
--     backoff=exponential backoff_base_ms=20 jitter=full retry_budget_pct=20;
--   connect @jobs @sender consume operations {operations} backoff=exponential backoff_base_ms=1000
--     backoff_cap_ms=60000 jitter=full;
--   connect @jobs @dead dead_letter;
--   connect @sender @keys dedup operations {operations} window_s=86400;
--   connect @sender {provider} call operations {operations} timeout_ms={timeout} circuit_breaker=true
--     breaker_open_s=5;
--   connect @sender {watch} observe; connect @dead {watch} observe;
--   operations {keep} {others}; remove {drop}
-- proof: fault down_pct=100 at component {provider}; measure failed; measure p99_ms
WITH
-- Effects at a provider that may come later than the answer, and do not.
waited(connection, operation) AS (
    SELECT s.connection, s.operation
    FROM steps s
    JOIN components p ON p.id = s.target AND p.family = 'outside'
    JOIN operations o ON o.id = s.operation
    JOIN effects e ON e.operation = o.id AND e.kind = p.kind
    WHERE s.kind = 'call' AND o.type = 'write'
      AND EXISTS (SELECT 1 FROM flows f
                  WHERE f.component = s.source AND f.operation = o.id AND f.deferred = 0)
      AND o.effect_within_s * 1000 >= 10 * o.p99_ms
)
SELECT c.id AS subject,
       printf('Whoever asks for "%s" waits for %s, %d ms on average, and fails when it does, though the '
              || 'work may take %d s: a queue between them would answer at once.', max(o.title), p.label,
              CAST(round(f.answer_ms) AS INTEGER), CAST(min(o.effect_within_s) AS INTEGER)) AS message,
       source.id AS caller,
       p.id AS provider,
       p.label AS provider_label,
       group_concat(o.id) AS operations,
       (SELECT group_concat(s.operation) FROM steps s
        WHERE s.connection = c.id
          AND s.operation NOT IN (SELECT operation FROM waited WHERE connection = c.id)) AS others,
       CASE WHEN count(*) < (SELECT count(*) FROM steps s WHERE s.connection = c.id)
            THEN c.id END AS keep,
       CASE WHEN count(*) = (SELECT count(*) FROM steps s WHERE s.connection = c.id)
            THEN c.id END AS "drop",
       max(1000, CAST(ceil(sum(f.rate_per_s) * min(o.effect_within_s)) AS INTEGER)) AS capacity,
       max(4, CAST(ceil(sum(f.rate_per_s) * coalesce(max(f.answer_ms), 1000) / 1000) AS INTEGER))
           AS slots,
       CASE WHEN c.timeout_ms > 0 THEN CAST(c.timeout_ms AS INTEGER) ELSE 2000 END AS timeout,
       (SELECT min(id) FROM components WHERE kind = 'observability') AS watch
FROM waited w
JOIN connections c ON c.id = w.connection
JOIN operations o ON o.id = w.operation
JOIN components source ON source.id = c.source
JOIN components p ON p.id = c.target
JOIN flows f ON f.operation = o.id AND f.component = p.id
WHERE source.kind NOT IN ('client', 'scheduler')
GROUP BY c.id
