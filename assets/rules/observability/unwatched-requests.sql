-- title: Nobody watches the requests
-- severity: medium
-- question: You promised 99.9 %. Where is it measured?
-- why: A target that nobody measures is a wish. If no part on a request's way reports its errors and
--   latency, nobody knows whether the promise is kept.
-- fix: Connect the service that answers, or the gateway before it, to observability.
-- apply: find observability as @watch; connect {subject} @watch observe
-- proof: none: a run takes as long whether somebody watches it or not
-- sources: Google, "Site Reliability Engineering" (2016), chapter 4, "Service Level Objectives"
WITH
watched(id) AS (SELECT source FROM connections WHERE kind = 'observe'),
-- What was promised to those who wait for an answer, and no part on its way is watched.
blind(operation, title, availability_pct, p99_ms) AS (
    SELECT o.id, o.title, o.availability_pct, o.p99_ms
    FROM operations o
    WHERE (o.availability_pct IS NOT NULL OR o.p99_ms IS NOT NULL)
      AND EXISTS (SELECT 1 FROM watched)
      AND NOT EXISTS (SELECT 1 FROM flows f
                      JOIN components c ON c.id = f.component AND c.family <> 'messaging'
                      WHERE f.operation = o.id AND f.as_message = 0
                        AND f.component IN (SELECT id FROM watched))
),
-- The service that does most of it, or else whatever is next to the client.
place(operation, component, rank) AS (
    SELECT b.operation, c.id,
           row_number() OVER (PARTITION BY b.operation
                              ORDER BY c.kind = 'service' DESC, c.family = 'edge' DESC,
                                       f.rate_per_s DESC, c.id)
    FROM blind b
    JOIN flows f ON f.operation = b.operation AND f.as_message = 0
    JOIN components c ON c.id = f.component AND c.kind NOT IN ('client', 'scheduler', 'external')
                     AND c.family <> 'messaging'
)
SELECT c.id AS subject,
       printf('"%s" has a target of %s%s, and no part on its way, such as %s, reports how it is met.',
              min(b.title),
              CASE WHEN b.availability_pct IS NOT NULL THEN printf('%g %%', b.availability_pct)
                   ELSE printf('%g ms', b.p99_ms) END,
              CASE WHEN count(*) > 1 THEN printf(' (and %d more have theirs)', count(*) - 1)
                   ELSE '' END, c.label) AS message
FROM place p
JOIN blind b ON b.operation = p.operation
JOIN components c ON c.id = p.component
WHERE p.rank = 1
GROUP BY c.id
