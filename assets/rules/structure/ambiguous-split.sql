-- title: Which way does an operation go?
-- severity: high
-- question: You drew several arrows out of this part. Which request takes which of them?
-- why: Where nothing says which operations pass a connection, all of them do: each request goes to
--   every target, and every number downstream is too high.
-- fix: Say on each connection which operations pass it; the inspector lists them.
-- sources: Simon Brown, "The C4 Model for Visualising Software Architecture", on what each line of a
--   diagram must say
-- apply: operations {first} {first_operations}; operations {second} {second_operations};
--   operations {third} {third_operations}; operations {fourth} {fourth_operations};
--   operations {fifth} {fifth_operations}; operations {sixth} {sixth_operations}
-- proof: measure duplicated; measure p99_ms; measure arrivals_per_s of component {target}
WITH RECURSIVE
sent(source, kind, connection, target, label, operation) AS (
    SELECT s.source, t.kind, s.connection, t.id, t.label, s.operation
    FROM steps s JOIN components t ON t.id = s.target
    WHERE s.kind = 'publish'
),
split(source, kind, targets, operations, pairs) AS (
    SELECT source, kind, count(DISTINCT target), count(DISTINCT operation), count(*)
    FROM sent GROUP BY source, kind
),
-- Operations that come to more than one provider, and so take effect more than once.
doubled(operation) AS (
    SELECT f.operation
    FROM flows f
    JOIN components c ON c.id = f.component AND c.family = 'outside'
    JOIN effects e ON e.operation = f.operation AND e.kind = c.kind
    GROUP BY f.operation
    HAVING count(*) > 1
),
found(source, kind, targets, operations) AS (
    SELECT x.source, x.kind, x.targets, x.operations
    FROM split x JOIN components s ON s.id = x.source
    WHERE x.targets > 1
      AND x.operations > 1
      AND x.pairs = x.targets * x.operations
      AND s.kind NOT IN ('load_balancer', 'api_gateway', 'rate_limiter', 'cdn')
      -- A topic copies on purpose; but not one mail to every channel.
      AND (s.kind <> 'topic'
           OR EXISTS (SELECT 1 FROM sent JOIN doubled ON doubled.operation = sent.operation
                      WHERE sent.source = s.id))
),
-- The words of each target's label: an operation that speaks of one of them, and of no other
-- target's, is meant for that one.
words(source, kind, connection, target, word, rest) AS (
    SELECT DISTINCT t.source, t.kind, t.connection, t.target, '',
           replace(lower(t.label), '-', '') || ' '
    FROM sent t JOIN found f ON f.source = t.source AND f.kind = t.kind
    UNION
    SELECT source, kind, connection, target, substr(rest, 1, instr(rest, ' ') - 1),
           substr(rest, instr(rest, ' ') + 1)
    FROM words WHERE rest <> ''
),
telling(source, kind, connection, word) AS (
    SELECT source, kind, min(connection), word FROM words
    WHERE length(word) > 2 AND word NOT IN ('queue', 'stream', 'topic', 'and', 'the', 'for', 'jobs',
                                            'messages', 'send', 'sends')
    GROUP BY source, kind, word
    HAVING count(DISTINCT target) = 1
),
meant(source, kind, operation, connection, count) AS (
    SELECT f.source, f.kind, s.operation, min(t.connection), count(DISTINCT t.connection)
    FROM found f
    JOIN (SELECT DISTINCT source, kind, operation FROM sent) s
      ON s.source = f.source AND s.kind = f.kind
    JOIN operations o ON o.id = s.operation
    JOIN telling t ON t.source = f.source AND t.kind = f.kind
                  AND instr(replace(lower(o.id || ' ' || o.title || ' ' || coalesce(o.effect, '')),
                                    '-', ''), t.word) > 0
    GROUP BY f.source, f.kind, s.operation
),
-- The labels suggest a split when each operation has one target, and each target an operation.
ways(source, kind, connection, operations, place) AS (
    SELECT m.source, m.kind, m.connection, group_concat(m.operation),
           row_number() OVER (PARTITION BY m.source, m.kind ORDER BY m.connection)
    FROM meant m
    JOIN found f ON f.source = m.source AND f.kind = m.kind AND f.targets <= 6
    WHERE (SELECT count(*) FROM meant a
           WHERE a.source = m.source AND a.kind = m.kind AND a.count = 1) = f.operations
      AND (SELECT count(DISTINCT a.connection) FROM meant a
           WHERE a.source = m.source AND a.kind = m.kind) = f.targets
    GROUP BY m.source, m.kind, m.connection
)
SELECT s.id AS subject,
       s.label || ' sends each of ' || x.operations || ' operations to all of ' ||
       (SELECT group_concat(label, ', ')
        FROM (SELECT DISTINCT label FROM sent
              WHERE source = x.source AND kind = x.kind ORDER BY label)) ||
       ', because none of these connections is limited to some of them' ||
       CASE WHEN count(w.connection) > 0
            THEN '; their names suggest "' || (SELECT min(o.title) FROM operations o
                                               WHERE o.id = substr(min(w.operations) || ',', 1,
                                                     instr(min(w.operations) || ',', ',') - 1)) ||
                 '" for ' || (SELECT t.label FROM connections c JOIN components t ON t.id = c.target
                              WHERE c.id = (SELECT connection FROM ways
                                            WHERE source = x.source AND kind = x.kind
                                            ORDER BY operations LIMIT 1)) || '.'
            ELSE '.' END AS message,
       (SELECT min(target) FROM sent WHERE source = x.source AND kind = x.kind) AS target,
       max(CASE WHEN w.place = 1 THEN w.connection END) AS first,
       max(CASE WHEN w.place = 1 THEN w.operations END) AS first_operations,
       max(CASE WHEN w.place = 2 THEN w.connection END) AS second,
       max(CASE WHEN w.place = 2 THEN w.operations END) AS second_operations,
       max(CASE WHEN w.place = 3 THEN w.connection END) AS third,
       max(CASE WHEN w.place = 3 THEN w.operations END) AS third_operations,
       max(CASE WHEN w.place = 4 THEN w.connection END) AS fourth,
       max(CASE WHEN w.place = 4 THEN w.operations END) AS fourth_operations,
       max(CASE WHEN w.place = 5 THEN w.connection END) AS fifth,
       max(CASE WHEN w.place = 5 THEN w.operations END) AS fifth_operations,
       max(CASE WHEN w.place = 6 THEN w.connection END) AS sixth,
       max(CASE WHEN w.place = 6 THEN w.operations END) AS sixth_operations
FROM found x
JOIN components s ON s.id = x.source
LEFT JOIN ways w ON w.source = x.source AND w.kind = x.kind
GROUP BY x.source, x.kind
