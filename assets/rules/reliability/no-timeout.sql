-- title: No timeout
-- severity: high
-- question: What happens to your callers when this dependency stops answering, without an error?
-- why: A call without a timeout waits for ever. Each waiting request keeps its slot, and soon the
--   caller has none left and fails too, although nothing was wrong with it.
-- fix: Set a timeout a little above the callee's p99, and shorter than the caller's own.
-- sources: Michael Nygard, "Release It!" (2018), stability patterns; Amazon Builders' Library,
--   "Timeouts, retries, and backoff with jitter"
SELECT c.id AS subject,
       c.label || ' has no timeout: when no answer comes, ' ||
       CASE WHEN source.replicas * source.concurrency > 0 AND source.async_io = 0 AND c.rate_per_s > 0
            THEN printf('the %,d slots of %s are used up after %d ms, at %,d calls a second.',
                        source.replicas * source.concurrency, source.label,
                        CAST(ceil(1000 * source.replicas * source.concurrency / c.rate_per_s)
                             AS INTEGER),
                        CAST(round(c.rate_per_s) AS INTEGER))
            ELSE 'the wait never ends.' END AS message
FROM connections c
JOIN components source ON source.id = c.source
WHERE c.kind IN ('call', 'publish')
  AND c.timeout_ms = 0
  -- A broker that passes a message on has its own deadlines.
  AND source.family <> 'messaging'
  AND (NOT EXISTS (SELECT 1 FROM operations)
       OR EXISTS (SELECT 1 FROM steps s WHERE s.connection = c.id))
