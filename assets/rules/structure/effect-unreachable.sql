-- title: Operation that never reaches its effect
-- severity: critical
-- question: Walk me through this request. Where does it end up?
-- why: A design serves an operation only when the request, or a message that it caused, gets to the
--   place where its effect happens. If no path leads there, the operation does nothing.
-- fix: Connect the last component on its path to one of the kinds where the effect happens, and see
--   that no connection on the way leaves the operation out.
-- sources: ISO/IEC/IEEE 29148 (2018), on tracing requirements to what meets them
-- apply: operations {carrier} {carried}; connect {end} {place} call operations {subject} timeout_ms=1000
-- proof: measure done of operation {subject}; measure failed of operation {subject}
WITH
-- A line from where it passes to where it takes effect, that leaves it out.
ways(operation, connection) AS (
    SELECT e.operation, min(c.id)
    FROM effects e
    JOIN components t ON t.kind = e.kind
    JOIN connections c ON c.target = t.id AND c.kind = 'call'
    JOIN flows f ON f.operation = e.operation AND f.component = c.source
    WHERE EXISTS (SELECT 1 FROM steps s WHERE s.connection = c.id)
      AND NOT EXISTS (SELECT 1 FROM steps s WHERE s.connection = c.id AND s.operation = e.operation)
    GROUP BY e.operation
    HAVING count(DISTINCT c.id) = 1
),
-- Where an operation goes no further.
ends(operation, id, label, family, is_door, place) AS (
    SELECT f.operation, c.id, c.label, c.family, c.kind IN ('client', 'scheduler'),
           row_number() OVER (PARTITION BY f.operation ORDER BY c.label, c.id)
    FROM flows f JOIN components c ON c.id = f.component
    WHERE NOT EXISTS (SELECT 1 FROM steps s WHERE s.operation = f.operation AND s.source = c.id)
),
-- What works on it last: where it ends, or what calls the store where it does.
last(operation, id) AS (
    SELECT operation, id FROM ends WHERE family IN ('edge', 'compute') AND NOT is_door
    UNION
    SELECT e.operation, c.id
    FROM ends e
    JOIN steps s ON s.operation = e.operation AND s.target = e.id
    JOIN components c ON c.id = s.source AND c.family = 'compute' AND c.kind <> 'scheduler'
    WHERE e.family = 'data'
)
SELECT o.id AS subject,
       '"' || o.title || '" never gets to ' || group_concat(e.kind_title, ' or ') ||
       ', where it takes effect: ' ||
       CASE WHEN NOT EXISTS (SELECT 1 FROM components c WHERE c.kind = o.issued_by)
            THEN 'the design has no ' || o.issued_by || ' that issues it.'
            ELSE 'its path ends at ' ||
                 coalesce((SELECT group_concat(label, ', ') FROM ends
                           WHERE ends.operation = o.id AND place <= 3), 'no component at all') ||
                 CASE WHEN (SELECT count(*) FROM ends WHERE ends.operation = o.id) > 3
                      THEN printf(' and %d more',
                                  (SELECT count(*) - 3 FROM ends WHERE ends.operation = o.id))
                      ELSE '' END || '.' END AS message,
       w.connection AS carrier,
       (SELECT group_concat(operation) FROM steps WHERE connection = w.connection) || ',' || o.id
           AS carried,
       -- Where one part works on it last and it can take effect in one, there is one way to draw the
       -- line.
       (SELECT min(id) FROM last
        WHERE w.connection IS NULL AND last.operation = o.id HAVING count(*) = 1) AS "end",
       (SELECT min(c.id) FROM components c JOIN effects x ON x.kind = c.kind
        WHERE x.operation = o.id AND c.family IN ('data', 'outside') HAVING count(*) = 1) AS place
FROM operations o
JOIN effects e ON e.operation = o.id
LEFT JOIN ways w ON w.operation = o.id
-- Before the first line is drawn there is nothing to say about where it leads.
WHERE EXISTS (SELECT 1 FROM connections)
  AND NOT EXISTS (SELECT 1 FROM flows f
                  JOIN components c ON c.id = f.component
                  JOIN effects x ON x.operation = o.id AND x.kind = c.kind
                  WHERE f.operation = o.id)
GROUP BY o.id
