-- title: No authentication at the edge
-- severity: high
-- question: Who may call this, and how does your system know who it is?
-- why: A write that nobody's name is on can be made by everybody: data is changed or deleted in the name
--   of others, bills are run up, and afterwards there is no telling who it was.
-- fix: Let the gateway, or the service at the door, ask for a token or an API key before anything that
--   changes data.
-- apply: set {subject} authentication token
-- proof: none: a run has no strangers among its callers
-- sources: OWASP API Security Top 10 (2023), API2, "Broken Authentication"
WITH
writes(id, title) AS (
    SELECT id, title FROM operations WHERE type = 'write' AND issued_by = 'client'
),
-- Where such a write could be checked: a gateway before a service, the nearest to the client first.
doors(component, operation, place) AS (
    SELECT c.id, w.id,
           CASE WHEN c.kind = 'api_gateway' THEN 0
                WHEN EXISTS (SELECT 1 FROM connections i JOIN components s ON s.id = i.source
                             WHERE i.target = c.id AND i.kind = 'call' AND s.kind = 'client') THEN 1
                WHEN EXISTS (SELECT 1 FROM connections i JOIN components s ON s.id = i.source
                             WHERE i.target = c.id AND i.kind = 'call' AND s.family = 'edge') THEN 2
                ELSE 3 END
    FROM components c
    JOIN flows f ON f.component = c.id AND f.as_message = 0
    JOIN writes w ON w.id = f.operation
    WHERE c.authentication IS NOT NULL
),
-- Writes on whose whole way nobody asks.
unasked(operation) AS (
    SELECT id FROM writes
    WHERE id NOT IN (SELECT f.operation FROM flows f
                     JOIN components g ON g.id = f.component AND g.authentication <> 'none'
                     WHERE f.deferred = 0)
),
-- Some writes are meant for everybody, and need no name where others have one. But a gateway is there
-- to ask; and a limit for each of them has to know who it is.
gaps(component, place, operation, count, limiter) AS (
    SELECT d.component, min(d.place), min(d.operation), count(*),
           CASE WHEN d.place > 0 THEN max(l.id) END
    FROM doors d
    JOIN unasked u ON u.operation = d.operation
    LEFT JOIN flows f ON f.operation = d.operation
    LEFT JOIN components l ON l.id = f.component AND l.kind = 'rate_limiter' AND l.per IS NOT NULL
    WHERE EXISTS (SELECT 1 FROM components g WHERE g.authentication <> 'none')
      AND (d.place = 0 OR l.id IS NOT NULL)
    GROUP BY d.component
),
door(component, place, operations, limiter) AS (
    -- A design that checks none has forgotten to.
    SELECT * FROM (
        SELECT component, place, count(*), NULL FROM doors
        WHERE NOT EXISTS (SELECT 1 FROM doors x JOIN components g ON g.id = x.component
                          WHERE g.authentication <> 'none')
        GROUP BY component
        ORDER BY place, count(*) DESC, component LIMIT 1)
    UNION ALL
    SELECT * FROM (
        SELECT component, place, (SELECT count(*) FROM doors d JOIN unasked u ON u.operation = d.operation
                                  WHERE d.component = g.component), limiter
        FROM gaps g
        ORDER BY place, count DESC, component LIMIT 1)
)
SELECT c.id AS subject,
       c.label || ' takes "' || (SELECT min(w.title) FROM doors d JOIN writes w ON w.id = d.operation
                                 JOIN unasked u ON u.operation = w.id
                                 WHERE d.component = c.id) || '"' ||
       CASE WHEN d.operations > 1
            THEN printf(' and %d more write%s', d.operations - 1, CASE WHEN d.operations > 2 THEN 's' ELSE '' END)
            ELSE '' END ||
       ' from anybody: nothing between the clients and the data asks who they are' ||
       CASE WHEN l.id IS NOT NULL THEN printf(', though %s has a limit for each %s.', l.label, l.per)
            ELSE '.' END AS message
FROM door d
JOIN components c ON c.id = d.component
LEFT JOIN components l ON l.id = d.limiter
