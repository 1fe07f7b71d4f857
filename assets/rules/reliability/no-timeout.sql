-- title: No timeout
-- severity: high
-- question: What happens to your callers when this dependency stops answering, without an error?
-- why: A call without a timeout waits for ever. Each waiting request keeps its slot, and soon the
--   caller has none left and fails too, although nothing was wrong with it.
-- fix: Set a timeout a little above the callee's p99, and shorter than the caller's own.
-- sources: Michael Nygard, "Release It!" (2018), stability patterns; Amazon Builders' Library,
--   "Timeouts, retries, and backoff with jitter"
-- apply: set {subject} timeout_ms {timeout}
-- proof: fault extra_ms=60000 at connection {subject};
--   measure p99_ms; measure failed; measure unfinished; measure late;
--   measure queue_max of component {feeding}
SELECT c.id AS subject,
       c.label || ' has no timeout: when no answer comes, ' ||
       CASE WHEN source.replicas * source.concurrency > 0 AND source.async_io = 0 AND c.rate_per_s > 0
            THEN printf('the %,d slots of %s are used up after %d ms, at %,d calls a second.',
                        source.replicas * source.concurrency, source.label,
                        CAST(ceil(1000 * source.replicas * source.concurrency / c.rate_per_s)
                             AS INTEGER),
                        CAST(round(c.rate_per_s) AS INTEGER))
            ELSE 'the wait never ends.' END AS message,
       -- Room for four times the slowest answers, as long as all attempts fit the time for which
       -- somebody waits for the caller itself.
       CAST(max(1, min(coalesce(ceil((4 * (SELECT max(f.answer_p99_ms)
                                           FROM steps s JOIN flows f ON f.operation = s.operation
                                                                    AND f.component = s.target
                                           WHERE s.connection = c.id) + c.rtt_ms) / 10) * 10, 1000),
                       coalesce(floor(0.9 * (SELECT min(i.timeout_ms) FROM connections i
                                             WHERE i.target = c.source AND i.kind = 'call'
                                               AND i.timeout_ms > 0) / c.max_attempts), 3600000)))
            AS INTEGER) AS timeout,
       -- What waits meanwhile, where it works on messages.
       CASE WHEN EXISTS (SELECT 1 FROM connections q
                         WHERE q.target = c.source AND q.kind = 'consume')
            THEN (SELECT group_concat(DISTINCT q.source) FROM connections q
                  WHERE q.target = c.source AND q.kind = 'consume') END AS feeding
FROM connections c
JOIN components source ON source.id = c.source
WHERE c.kind IN ('call', 'publish')
  AND c.timeout_ms = 0
  -- A broker that passes a message on has its own deadlines.
  AND source.family <> 'messaging'
  AND (NOT EXISTS (SELECT 1 FROM operations)
       OR EXISTS (SELECT 1 FROM steps s WHERE s.connection = c.id))
