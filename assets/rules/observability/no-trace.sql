-- title: No trace across an asynchronous hop
-- severity: low
-- question: A customer says that his message never came. How do you follow it through the queue?
-- why: Where a request ends and a message goes on, logs of the two sides have nothing in common. Without
--   a trace that travels with the message, one that was lost cannot be looked for.
-- fix: Turn traces on, and send the trace's id along with each message.
-- apply: set {subject} traces true
-- proof: none: a run takes as long whether it is traced or not
-- sources: Sigelman and others, "Dapper, a Large-Scale Distributed Systems Tracing Infrastructure"
--   (Google, 2010); W3C, "Trace Context"
WITH hops(label, rate) AS (
    SELECT q.label, max(q.arrivals_per_s)
    FROM components q
    WHERE q.family = 'messaging' AND q.arrivals_per_s > 0
      AND EXISTS (SELECT 1 FROM connections c WHERE c.source = q.id AND c.kind = 'consume')
)
SELECT w.id AS subject,
       printf('%s follows no request through %s: of its %,d messages a second, one that goes missing '
              || 'cannot be looked for.', w.label, h.label, CAST(ceil(h.rate) AS INTEGER)) AS message
FROM components w, hops h
WHERE w.kind = 'observability'
  AND w.traces = 0
  AND h.label IS NOT NULL
  AND EXISTS (SELECT 1 FROM connections c WHERE c.target = w.id)
  AND NOT EXISTS (SELECT 1 FROM components t WHERE t.kind = 'observability' AND t.traces = 1)
