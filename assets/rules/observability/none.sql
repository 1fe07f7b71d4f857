-- title: No observability
-- severity: high
-- question: It is slow at three in the morning. How do you find out, and where do you look?
-- why: What nobody measures breaks unseen: customers report it, and the search begins from nothing.
-- fix: Add observability and connect what serves, stores and queues to it; metrics, logs and alarms
--   first, traces where requests cross several parts.
-- apply: find observability as @watch;
--   add observability as @watch "Watch" near {subject} traces=true alarms=true
--   why "errors, latency, queue depth and dead letters raise an alarm before customers do";
--   connect {watched} @watch observe
-- proof: none: a run takes as long whether somebody watches it or not
-- sources: Google, "Site Reliability Engineering" (2016), chapter 6, the four golden signals
WITH
busiest(id, label) AS (
    SELECT id, label FROM components
    WHERE kind NOT IN ('client', 'scheduler', 'external', 'observability')
    ORDER BY arrivals_per_s DESC, id LIMIT 1
)
SELECT b.id AS subject,
       CASE WHEN EXISTS (SELECT 1 FROM components WHERE kind = 'observability')
            THEN 'Nothing sends its metrics, logs or traces to observability'
            ELSE 'Nothing watches this design' END ||
       ': if ' || b.label || ' became slow, customers would be the first to notice.' AS message,
       coalesce((SELECT group_concat(id)
                 FROM (SELECT id FROM components
                       WHERE kind IN ('service', 'worker', 'api_gateway', 'queue', 'stream')
                       ORDER BY kind, id)), b.id) AS watched
FROM busiest b
WHERE NOT EXISTS (SELECT 1 FROM connections WHERE kind = 'observe')
  -- One program with little to do tells its own log, and its host, all that there is to know.
  AND NOT ((SELECT count(*) FROM components
            WHERE kind <> 'scheduler' AND family IN ('compute', 'messaging')) <= 1
           AND (SELECT total(load_rps) FROM operations) < 50
           AND EXISTS (SELECT 1 FROM operations))
