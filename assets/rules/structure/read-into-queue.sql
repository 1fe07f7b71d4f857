-- title: Read that ends in a queue
-- severity: high
-- question: Somebody asks, and waits. Which way does the answer come back?
-- why: A broker says that it has the message, and that is all the answer that its publisher gets. What a
--   consumer finds out later has no way back to the one who asked.
-- fix: Call what has the data. Where finding out takes long, let a write begin the work and a read ask for
--   what has come of it.
-- sources: Hohpe and Woolf, "Enterprise Integration Patterns" (2003), "Request-Reply" and "Return
--   Address"; Microsoft, "Asynchronous Request-Reply pattern" (Azure Architecture Center)
-- apply: connect {asker} {store} call operations {reads} timeout_ms=500 max_attempts=2
--     backoff=exponential backoff_base_ms=20 jitter=full retry_budget_pct=10;
--   operations {subject} {others}; remove {idle}
-- proof: none: a run takes what the broker says for the answer
WITH
-- What has the data of each read, on the way that is waited for and behind a broker.
sources(operation, waited, later) AS (
    SELECT f.operation, min(CASE f.deferred WHEN 0 THEN c.id END),
           min(CASE WHEN f.deferred = 1 AND c.family = 'data' AND c.kind <> 'cache' THEN c.id END)
    FROM flows f
    JOIN components c ON c.id = f.component AND (c.family IN ('data', 'outside') OR c.kind = 'cdn')
    JOIN operations o ON o.id = f.operation AND o.type = 'read' AND o.key IS NOT NULL
    GROUP BY f.operation
),
blind(connection, operation, title, store) AS (
    SELECT s.connection, o.id, o.title, x.later
    FROM sources x
    JOIN operations o ON o.id = x.operation
    JOIN steps s ON s.operation = o.id AND s.kind = 'publish'
    JOIN flows f ON f.operation = o.id AND f.component = s.source AND f.deferred = 0
    WHERE x.waited IS NULL AND x.later IS NOT NULL AND o.issued_by = 'client'
)
SELECT c.id AS subject,
       printf('"%s"%s goes into %s: all that the one who asked hears is that the message was taken, while '
              || '%s has the data.', min(b.title),
              CASE WHEN count(*) > 1 THEN printf(' (and %d more)', count(*) - 1) ELSE '' END,
              q.label, d.label) AS message,
       c.source AS asker, b.store AS store,
       group_concat(b.operation) AS reads,
       (SELECT group_concat(s.operation) FROM steps s
        WHERE s.connection = c.id
          AND s.operation NOT IN (SELECT operation FROM blind WHERE connection = c.id)) AS others,
       CASE WHEN NOT EXISTS (SELECT 1 FROM steps s
                             WHERE s.connection = c.id
                               AND s.operation NOT IN (SELECT operation FROM blind
                                                       WHERE connection = c.id))
            THEN c.id END AS idle
FROM blind b
JOIN connections c ON c.id = b.connection
JOIN components q ON q.id = c.target
JOIN components d ON d.id = b.store
GROUP BY c.id
