-- title: Slower than promised on a good day
-- severity: high
-- question: Add up the path of this request: what does it take, and what did you promise?
-- why: A promise that is missed while nothing is wrong is missed all the time, and no retry, replica or
--   timeout makes a path shorter. What is waited for decides: the hops, and the slowest store among them.
-- fix: Take work off the path: keep it in memory, answer before it is done, ask in parallel, or choose
--   a store that is quick enough.
-- sources: Jeffrey Dean and Luiz Barroso, "The Tail at Scale", CACM 56(2), 2013
-- apply: none: which work can be left out or done later is a decision about the product
-- proof: none: `faultline simulate` shows the percentile beside its target
WITH
answers(operation, p99) AS (
    SELECT f.operation, max(f.answer_p99_ms)
    FROM flows f JOIN components c ON c.id = f.component AND c.kind IN ('client', 'scheduler')
    GROUP BY f.operation
),
-- What one request waits for at each part of its path, by the part's own work.
work(operation, label, ms) AS (
    SELECT f.operation, c.label,
           max(coalesce(CASE o.type WHEN 'read' THEN c.read_ms ELSE c.write_ms END, c.service_ms)
               + coalesce(c.wait_ms, 0))
    FROM flows f
    JOIN operations o ON o.id = f.operation
    JOIN components c ON c.id = f.component
    WHERE NOT f.as_message
      AND EXISTS (SELECT 1 FROM steps s
                  WHERE s.operation = f.operation AND s.target = c.id AND s.kind IN ('call', 'dedup'))
    GROUP BY f.operation
)
SELECT o.id AS subject,
       printf('"%s" takes %,d ms at the 99th percentile, as estimated without any fault, and %,d ms '
              || 'were promised; the longest part of it is %s.', o.title,
              CAST(ceil(a.p99) AS INTEGER), CAST(round(o.p99_ms) AS INTEGER), w.label) AS message
FROM operations o
JOIN answers a ON a.operation = o.id
JOIN work w ON w.operation = o.id
-- The estimate is good to about a tenth.
WHERE a.p99 > 1.1 * o.p99_ms
