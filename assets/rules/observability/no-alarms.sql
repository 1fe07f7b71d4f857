-- title: Metrics without alarms
-- severity: medium
-- question: The error rate doubles on a Sunday. Who is told, and how soon?
-- why: A dashboard helps those who look at it. Without alarms nobody does until somebody complains.
-- fix: Turn alarms on, for what users feel: errors, latency, the age of the oldest message, dead
--   letters.
-- sources: Google, "Site Reliability Engineering" (2016), chapter 6, "Monitoring Distributed Systems"
SELECT id AS subject,
       label || ' collects ' ||
       CASE WHEN metrics = 1 THEN 'metrics' WHEN logs = 1 THEN 'logs' ELSE 'traces' END ||
       ' but raises no alarm: a fault lasts until somebody happens to look.' AS message
FROM components
WHERE kind = 'observability'
  AND alarms = 0
  AND (metrics = 1 OR logs = 1 OR traces = 1)
