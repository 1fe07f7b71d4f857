-- title: Which way does an operation go?
-- severity: high
-- question: You drew several arrows out of this part. Which request takes which of them?
-- why: Where nothing says which operations pass a connection, all of them do: each request goes to
--   every target, and every number downstream is too high.
-- fix: Say on each connection which operations pass it; the inspector lists them.
WITH
sent(source, kind, target, operation) AS (
    SELECT s.source, t.kind, t.label, s.operation
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
)
SELECT s.id AS subject,
       s.label || ' sends each of ' || x.operations || ' operations to all of ' ||
       (SELECT group_concat(target, ', ')
        FROM (SELECT DISTINCT target FROM sent
              WHERE source = x.source AND kind = x.kind ORDER BY target)) ||
       ', because none of these connections is limited to some of them.' AS message
FROM split x
JOIN components s ON s.id = x.source
WHERE x.targets > 1
  AND x.operations > 1
  AND x.pairs = x.targets * x.operations
  AND s.kind NOT IN ('load_balancer', 'api_gateway', 'rate_limiter', 'cdn')
  -- A topic copies on purpose; but not one mail to every channel.
  AND (s.kind <> 'topic'
       OR EXISTS (SELECT 1 FROM sent JOIN doubled ON doubled.operation = sent.operation
                  WHERE sent.source = s.id))
