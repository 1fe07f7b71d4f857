-- title: Overloaded component
-- severity: high
-- question: How busy is this part at the load we agreed on, and what happens at twice that?
-- why: Above four fifths of its capacity a queue forms before each slot and the slowest requests take
--   many times longer; at the full capacity the queue grows without end.
-- fix: Add replicas, partitions or slots, shorten the work, or take load off it with a cache or a queue.
-- sources: Kleinrock, "Queueing Systems" (1975), volume 1; Google, "Site Reliability Engineering"
--   (2016), chapter 21, "Handling Overload"
SELECT c.id AS subject,
       c.label || ' gets ' || printf('%,d', CAST(round(c.arrivals_per_s) AS INTEGER)) ||
       ' arrivals a second and is ' || CAST(round(100 * c.utilisation) AS INTEGER) || ' % busy' ||
       CASE WHEN c.utilisation >= 1
            THEN ': it cannot keep up, and whatever waits for it waits longer and longer.'
            ELSE ': little is left for a spike, and the slowest requests wait.' END AS message
FROM components c
-- What a provider can take is its own affair; what it allows us is a rate limit.
WHERE c.family <> 'outside'
  AND c.utilisation > 0.8
