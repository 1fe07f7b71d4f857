-- title: Nobody watches the provider
-- severity: medium
-- question: The provider has been failing for five minutes. Who knows, and from what?
-- why: A provider is the one part that we cannot mend, and often the first to fail. Its status page says
--   so an hour later; the error rate of our own calls says so at once.
-- fix: Connect what calls it to observability, with alarms on the errors and the latency of these calls.
-- apply: find observability as @watch; connect {callers} @watch observe
-- proof: none: a run takes as long whether somebody watches it or not
-- sources: Google, "Site Reliability Engineering" (2016), chapter 6, "Monitoring Distributed Systems"
WITH watched(id) AS (SELECT source FROM connections WHERE kind = 'observe')
SELECT e.id AS subject,
       printf('%s gets %,d calls a second from %s, and nobody watches either: when it fails, customers '
              || 'are the first to know.', e.label, CAST(ceil(e.arrivals_per_s) AS INTEGER),
              group_concat(s.label, ' and ')) AS message,
       group_concat(s.id) AS callers
FROM components e
JOIN connections c ON c.target = e.id AND c.kind IN ('call', 'consume')
JOIN components s ON s.id = c.source AND s.kind <> 'client'
WHERE e.family = 'outside'
  AND e.arrivals_per_s > 0
  AND EXISTS (SELECT 1 FROM watched)
  AND e.id NOT IN (SELECT id FROM watched)
GROUP BY e.id
HAVING sum(s.id IN (SELECT id FROM watched)) = 0
