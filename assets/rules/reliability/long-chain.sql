-- title: Long synchronous chain
-- severity: medium
-- question: How many parts must be up at the same moment for this request to succeed?
-- why: In a chain of calls every part has to answer: their availabilities multiply, and so do the
--   chances to meet the slow one. What each part can promise is more than what the chain can.
-- fix: Cut the chain: do later what need not be done at once, copy the data to where it is read, or
--   merge parts that never work without each other.
-- sources: Amazon Builders' Library, "Minimizing correlated failures"; Beyer et al., "The Site
--   Reliability Workbook" (2018); AWS Well-Architected Framework, reliability pillar,
--   "Availability", dependencies in series
-- apply: none: which part of the work can be done later, or elsewhere, is for its author to say
-- proof: none: a run has no failures of its own to multiply, and there is no mended design to compare
WITH RECURSIVE
-- Components that a request needs one behind the other; `parts` counts those that compute or store.
chain(operation, component, hops, parts) AS (
    SELECT f.operation, f.component, 0, 0
    FROM flows f JOIN components c ON c.id = f.component
    WHERE c.kind IN ('client', 'scheduler')
      -- Where no chain is long enough there is nothing to follow.
      AND EXISTS (SELECT 1 FROM flows l WHERE l.operation = f.operation AND l.depth >= 5)
    UNION
    SELECT c.operation, s.target, c.hops + 1, c.parts + (t.family IN ('compute', 'data', 'outside'))
    FROM chain c
    JOIN steps s ON s.source = c.component AND s.operation = c.operation AND s.kind = 'call'
    JOIN connections x ON x.id = s.connection AND x.on_failure = 'fail'
    JOIN components t ON t.id = s.target
    WHERE c.hops < 20
),
longest(operation, component, hops, parts) AS (
    SELECT operation, component, max(hops), parts FROM chain GROUP BY operation
),
-- Operations that share the end of their chain are one finding, of the busiest of them.
told(operation, component, hops, parts, others, rate) AS (
    SELECT l.operation, l.component, l.hops, l.parts, count(*) - 1, max(o.load_rps)
    FROM longest l JOIN operations o ON o.id = l.operation
    WHERE l.parts >= 5
      AND (o.availability_pct IS NULL OR 100 * pow(0.9995, l.hops) < o.availability_pct)
    GROUP BY l.component
)
SELECT o.id AS subject,
       printf('"%s"%s %d parts one behind the other, down to %s: at 99.95 %% each they are up together '
              || '%s %% of the time, %s minutes of failure a month%s.', o.title,
              CASE l.others WHEN 0 THEN ' needs' ELSE printf(' and %d more need', l.others) END,
              l.hops, t.label,
              round(100 * pow(0.9995, l.hops), 2),
              CAST(round(43200 * (1 - pow(0.9995, l.hops))) AS INTEGER),
              CASE WHEN o.availability_pct IS NULL THEN ''
                   ELSE printf(' where %d are allowed',
                               CAST(round(432 * (100 - o.availability_pct)) AS INTEGER)) END) AS message
FROM told l
JOIN operations o ON o.id = l.operation
JOIN components t ON t.id = l.component
