-- title: Visibility timeout below the processing time
-- severity: high
-- question: A worker is still busy with the message when the queue shows it to another one. Then?
-- why: When the visibility timeout ends before the work does, the queue takes the consumer for dead
--   and delivers again: the work is done twice at the same time, and on slow days by everybody.
-- fix: Set the visibility timeout above the longest that a message can take, with all attempts of
--   all calls, or shorten the timeouts of the calls.
-- sources: Amazon SQS developer guide, "Visibility timeout"
-- apply: set {subject} visibility_timeout_s {mended}
-- proof: run 60; fault extra_ms={delay} at connection {slowest} from 10 for 20;
--   measure duplicated; measure attempts of connection {slowest};
--   measure utilisation of component {consumer}
WITH
-- The longest that one call of a consumer may take, with the pauses between its attempts.
calls(consumer, connection, operation, longest) AS NOT MATERIALIZED (
    SELECT s.source, s.connection, s.operation,
           CASE WHEN c.timeout_ms = 0 THEN f.answer_p99_ms
                ELSE c.max_attempts * c.timeout_ms +
                     CASE c.backoff WHEN 'none' THEN 0
                          WHEN 'constant' THEN (c.max_attempts - 1) * c.backoff_base_ms
                          ELSE min((c.max_attempts - 1) * c.backoff_cap_ms,
                                   c.backoff_base_ms * (pow(2, c.max_attempts - 1) - 1)) END END
    FROM steps s
    JOIN connections c ON c.id = s.connection
    JOIN flows f ON f.operation = s.operation AND f.component = s.target
    WHERE s.kind IN ('call', 'publish')
),
-- What takes messages of a queue that can become visible again; with max() as the only aggregate of its
-- kind, the other columns are of that row.
taken(queue, consumer, operation, usual, longest) AS (
    SELECT s.source, w.id, s.operation, f.answer_p99_ms / 1000,
           max(max(w.service_ms +
                   coalesce(CASE w.calls
                            WHEN 'parallel' THEN (SELECT max(x.longest) FROM calls x
                                                  WHERE x.consumer = w.id AND x.operation = s.operation)
                            ELSE (SELECT sum(x.longest) FROM calls x
                                  WHERE x.consumer = w.id AND x.operation = s.operation) END, 0),
                   coalesce(f.answer_p99_ms, 0))) / 1000
    FROM components q
    JOIN steps s ON s.source = q.id AND s.kind = 'consume'
    JOIN components w ON w.id = s.target
    JOIN flows f ON f.operation = s.operation AND f.component = w.id
    WHERE q.kind = 'queue'
    GROUP BY s.source, w.id
)
SELECT q.id AS subject,
       printf('%s shows a message again after %g s, but %s may take %g s for "%s"%s: it is then done twice '
              || 'at a time.', q.label, round(q.visibility_timeout_s, 1), w.label, round(t.longest, 1),
              (SELECT title FROM operations WHERE id = t.operation),
              CASE WHEN coalesce(t.usual, 0) > q.visibility_timeout_s THEN ''
                   ELSE ' when what it calls is slow' END) AS message,
       CAST(ceil(1.5 * t.longest) AS INTEGER) AS mended,
       t.consumer AS consumer,
       (SELECT x.connection FROM (SELECT connection, max(longest) FROM calls
                                  WHERE consumer = t.consumer AND operation = t.operation) x) AS slowest,
       CAST(ceil(max(50, 1500 * q.visibility_timeout_s)) AS INTEGER) AS delay
FROM taken t
JOIN components q ON q.id = t.queue
JOIN components w ON w.id = t.consumer
WHERE t.longest > q.visibility_timeout_s
GROUP BY q.id
