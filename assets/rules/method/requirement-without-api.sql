-- title: Requirement without an API
-- severity: medium
-- question: Which call of your API does this?
-- why: The API is what the system promises. A requirement that no call serves has been agreed on and then
--   forgotten; naming the calls is how one notices.
-- fix: Name a call for each functional requirement: method, path, what goes in, what comes out, and what a
--   repeated one does.
-- sources: Joshua Bloch, "How to Design a Good API and Why It Matters" (OOPSLA 2006)
-- apply: none: what the call looks like is yours to decide
-- proof: none: a run plays operations, not paths
WITH RECURSIVE
given(class, path, rest, word) AS (
    SELECT CASE WHEN upper(method) IN ('GET', 'HEAD', 'QUERY', 'SUBSCRIBE') THEN 'read' ELSE 'write' END,
           lower(path), lower(replace(replace(replace(path, '{', ''), '}', ''), '-', '_')) || '/', ''
    FROM apis
    UNION
    -- Paths in words.
    SELECT class, path, substr(rest, instr(rest, '/') + 1), substr(rest, 1, instr(rest, '/') - 1)
    FROM given WHERE rest <> ''
),
words(class, path, word) AS (
    SELECT class, path, rtrim(word, 's') FROM given WHERE length(word) > 3 AND word NOT LIKE 'v_'
),
-- What each operation is called, in all the ways we know.
named(operation, class, names) AS (
    SELECT o.id, o.type,
           replace(lower(o.id || ' ' || o.title || ' ' || coalesce(o.effect, '') || ' '
                         || coalesce(o.key, '') || ' '
                         || (SELECT coalesce(group_concat(r.text, ' '), '')
                             FROM requirement_operations x JOIN requirements r ON r.id = x.requirement
                             WHERE x.operation = o.id)), '-', '_')
    FROM operations o WHERE o.issued_by = 'client'
),
served(operation, path) AS (
    SELECT n.operation, w.path FROM named n
    JOIN words w ON w.class = n.class AND instr(n.names, w.word) > 0
),
-- A call that we cannot place may be the one that is missing.
unplaced(class) AS (
    SELECT DISTINCT g.class FROM given g
    WHERE g.word = '' AND g.path NOT IN (SELECT path FROM served)
      AND g.path = lower(g.path)
),
missing(requirement, text, operation) AS (
    SELECT r.id, r.text, min(o.title)
    FROM requirements r
    JOIN requirement_operations x ON x.requirement = r.id
    JOIN operations o ON o.id = x.operation AND o.issued_by = 'client'
    WHERE r.type = 'functional'
      AND (EXISTS (SELECT 1 FROM apis) OR EXISTS (SELECT 1 FROM entities)
           OR EXISTS (SELECT 1 FROM tradeoffs)
           OR EXISTS (SELECT 1 FROM phases WHERE id IN ('failure', 'tradeoffs') AND spent_min > 0))
    GROUP BY r.id
    HAVING sum(o.id IN (SELECT operation FROM served)) = 0
       AND sum(o.type IN (SELECT class FROM unplaced)) = 0
)
SELECT '' AS subject,
       printf('No call of the API serves "%s"%s: %s.', min(m.operation),
              CASE WHEN count(*) > 1 THEN printf(' (and %d more requirements)', count(*) - 1)
                   ELSE '' END,
              CASE (SELECT count(*) FROM apis) WHEN 0 THEN 'none was named'
                   WHEN 1 THEN 'there is one, ' || (SELECT method || ' ' || path FROM apis)
                   ELSE printf('there are %d, for other things', (SELECT count(*) FROM apis)) END)
           AS message
FROM missing m
GROUP BY 1
