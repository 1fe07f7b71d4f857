-- title: Operation that never reaches its effect
-- severity: critical
-- question: Walk me through this request. Where does it end up?
-- why: A design serves an operation only when the request, or a message that it caused, gets to the
--   place where its effect happens. If no path leads there, the operation does nothing.
-- fix: Connect the last component on its path to one of the kinds where the effect happens, and see
--   that no connection on the way leaves the operation out.
SELECT o.id AS subject,
       '"' || o.title || '" never gets to ' || group_concat(e.kind_title, ' or ') ||
       ', where it takes effect: ' ||
       CASE WHEN NOT EXISTS (SELECT 1 FROM components c WHERE c.kind = o.issued_by)
            THEN 'the design has no ' || o.issued_by || ' that issues it.'
            ELSE 'its path ends at ' ||
                 coalesce((SELECT group_concat(c.label, ', ')
                           FROM flows f JOIN components c ON c.id = f.component
                           WHERE f.operation = o.id
                             AND NOT EXISTS (SELECT 1 FROM steps s
                                             WHERE s.operation = o.id AND s.source = c.id)),
                          'no component at all') || '.' END AS message
FROM operations o
JOIN effects e ON e.operation = o.id
WHERE EXISTS (SELECT 1 FROM components)
  AND NOT EXISTS (SELECT 1 FROM flows f
                  JOIN components c ON c.id = f.component
                  JOIN effects x ON x.operation = o.id AND x.kind = c.kind
                  WHERE f.operation = o.id)
GROUP BY o.id
