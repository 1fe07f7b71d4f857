-- title: No fallback for an optional dependency
-- severity: high
-- question: The cache is gone. The store has all the data. Why does the user see an error?
-- why: A cache makes answers faster; the answers are somewhere else. When a request fails because
--   the cache did, a part that was added for speed has made the whole less available.
-- fix: Go on without it: set what happens on failure to ignore, with a short timeout, and see that
--   the store can carry what then comes through.
-- sources: Amazon Builders' Library, "Caching challenges and strategies"; Michael Nygard, "Release
--   It!" (2018), "Fail Fast" and "Handle Others' Errors"
-- apply: set {subject} on_failure ignore
-- proof: fault down_pct=100 at component {cache}; measure failed; measure late;
--   measure queue_max
WITH
-- Reads that have their data from a store behind the same component, whatever the cache says.
optional(connection, store, title) AS (
    SELECT c.id, d.label, max(o.title)
    FROM connections c
    JOIN components cache ON cache.id = c.target AND cache.kind = 'cache'
    JOIN steps s ON s.connection = c.id
    JOIN operations o ON o.id = s.operation
    JOIN steps b ON b.source = c.source AND b.operation = s.operation AND b.kind = 'call'
    JOIN components d ON d.id = b.target AND d.family = 'data' AND d.kind <> 'cache'
    -- A cache that asks the store itself stands in its way, not beside it.
    WHERE c.kind = 'call'
      AND NOT EXISTS (SELECT 1 FROM steps t
                      WHERE t.source = cache.id AND t.operation = s.operation AND t.kind = 'call')
    GROUP BY c.id
)
SELECT c.id AS subject,
       printf('When %s fails, "%s" fails too: %,d requests a second, though %s has what they ask for.',
              target.label, x.title, CAST(round(c.rate_per_s) AS INTEGER), x.store) AS message,
       c.target AS cache
FROM optional x
JOIN connections c ON c.id = x.connection
JOIN components target ON target.id = c.target
WHERE c.on_failure = 'fail'
