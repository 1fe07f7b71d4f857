-- title: Metrics without alarms
-- severity: medium
-- question: The error rate doubles on a Sunday. Who is told, and how soon?
-- why: A dashboard helps those who look at it. Without alarms nobody does until somebody complains.
-- fix: Turn alarms on, for what users feel: errors, latency, the age of the oldest message, dead
--   letters.
-- apply: set {subject} alarms true; set {subject} metrics true
-- proof: none: a run takes as long whether somebody is called or not
-- sources: Google, "Site Reliability Engineering" (2016), chapter 6, "Monitoring Distributed Systems"
SELECT id AS subject,
       CASE WHEN alarms = 1
            THEN label || ' has alarms but collects no metrics that could raise one: '
            ELSE label || ' collects ' ||
                 CASE WHEN metrics = 1 THEN 'metrics' WHEN logs = 1 THEN 'logs' ELSE 'traces' END ||
                 ' but raises no alarm: ' END ||
       'a fault lasts until somebody happens to look.' AS message
FROM components
WHERE kind = 'observability'
  AND (alarms = 0 OR metrics = 0)
  AND (metrics = 1 OR logs = 1 OR traces = 1)
