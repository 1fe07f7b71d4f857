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
door(component, place, count) AS (
    SELECT component, place, count(*) FROM doors GROUP BY component
    ORDER BY place, count(*) DESC, component LIMIT 1
)
SELECT c.id AS subject,
       c.label || ' takes "' || (SELECT min(w.title) FROM doors d JOIN writes w ON w.id = d.operation
                                 WHERE d.component = c.id) || '"' ||
       CASE WHEN d.count > 1 THEN printf(' and %d more write%s', d.count - 1, CASE WHEN d.count > 2 THEN 's' ELSE '' END) ELSE '' END ||
       ' from anybody: nothing between the clients and the data asks who they are.' AS message
FROM door d JOIN components c ON c.id = d.component
-- Some writes are meant for everybody; a design that checks none of them has forgotten to.
WHERE NOT EXISTS (SELECT 1 FROM doors x JOIN components g ON g.id = x.component
                  WHERE g.authentication <> 'none')
