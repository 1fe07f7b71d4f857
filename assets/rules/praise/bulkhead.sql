-- title: Bulkheads
-- severity: praise
-- question: One of your providers is slow. Which of the others feel it?
-- why: Parts that share workers share their fate. A queue and workers of its own for each kind of work keep
--   a fault, or a flood, in the compartment where it began.
-- fix: Nothing to mend. Say which work shares what, and why.
-- apply: none: there is nothing to mend
-- proof: none: there is no harm to show
-- sources: Michael Nygard, "Release It!" (2018), Bulkheads
WITH
-- Each queue that something passes, and whether its workers have other work.
lanes(source, queue, shared) AS (
    SELECT p.source, p.target,
           max(EXISTS (SELECT 1 FROM connections o
                       WHERE o.target = c.target AND o.kind = 'consume' AND o.source <> p.target))
    FROM connections p
    JOIN components q ON q.id = p.target AND q.kind = 'queue'
    JOIN connections c ON c.source = q.id AND c.kind = 'consume'
    JOIN steps x ON x.connection = p.id
    WHERE p.kind = 'publish'
      -- One lane alone keeps nothing apart.
      AND EXISTS (SELECT 1 FROM connections o
                  WHERE o.source = p.source AND o.kind = 'publish' AND o.target <> p.target)
    GROUP BY p.source, p.target
),
-- Lanes that no other lane of the same source shares an operation or a worker with.
own(source, queue) AS (
    SELECT a.source, a.queue FROM lanes a
    WHERE a.shared = 0
      AND NOT EXISTS (SELECT 1 FROM steps x JOIN connections p ON p.id = x.connection AND p.kind = 'publish'
                      JOIN steps y ON y.source = x.source AND y.operation = x.operation
                                  AND y.kind = 'publish' AND y.target <> x.target
                      WHERE x.source = a.source AND x.target = a.queue)
)
SELECT s.id AS subject,
       printf('%s hands its work to %d queues with workers of their own (%s): what is slow or floods one '
              || 'of them leaves the others alone.', s.label, count(*),
              group_concat(q.label, ', ')) AS message
FROM own o
JOIN components s ON s.id = o.source
JOIN components q ON q.id = o.queue
GROUP BY s.id
HAVING count(*) > 1
