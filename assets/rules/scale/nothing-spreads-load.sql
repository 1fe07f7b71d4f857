-- title: Replicas without a balancer
-- severity: medium
-- question: There are six of these. How does a client know which one to call, and which one is down?
-- why: Clients outside know one address. With nothing before the replicas they are all sent to one of
--   them, or go on calling one that is gone until a name expires.
-- fix: Put a load balancer or a gateway before the replicas, in more than one zone.
-- apply: add load_balancer as @balancer "Load balancer" near {subject} replicas=2 zones=2
--   dispatch=two_choices why "one address for the replicas, and it leaves out those that are down";
--   connect @balancer {subject} call operations {operations} timeout_ms={timeout};
--   reconnect {arrows} to @balancer
-- proof: none: in a run the component itself spreads requests over its replicas
-- sources: AWS Well-Architected Framework, reliability pillar, "Workload architecture"
SELECT c.id AS subject,
       printf('%s has %d replicas, and %s call%s it directly: nothing says which replica a request '
              || 'goes to, or leaves out one that is down.', c.label,
              max(c.replicas, coalesce(c.autoscale_max, 0)),
              group_concat(DISTINCT client.label), CASE WHEN count(DISTINCT client.id) = 1
                                                         AND client.label NOT LIKE '%s'
                                                        THEN 's' ELSE '' END) AS message,
       group_concat(DISTINCT i.id) AS arrows,
       (SELECT group_concat(DISTINCT s.operation) FROM steps s
        JOIN components x ON x.id = s.source AND x.kind = 'client'
        JOIN connections y ON y.id = s.connection AND y.target = c.id) AS operations,
       -- A little less than those before wait, so that they hear of it.
       max(CASE WHEN i.timeout_ms > 0 THEN max(1, floor(0.95 * i.timeout_ms)) ELSE 1000 END) AS timeout
FROM components c
JOIN connections i ON i.target = c.id AND i.kind = 'call'
JOIN components client ON client.id = i.source AND client.kind = 'client'
WHERE c.kind = 'service'
  AND (c.replicas > 1 OR c.autoscale_max > 1)
GROUP BY c.id
