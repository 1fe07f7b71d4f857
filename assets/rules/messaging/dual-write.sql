-- title: A database write and a publish that are not one
-- severity: high
-- question: The row is stored, and then the process dies before it publishes. Who finds out?
-- why: Two systems cannot be written in one step. When the second write fails or never happens, the
--   store has what nobody was told of, or somebody was told of what the store does not have; no
--   retry can tell which.
-- fix: Write an outbox: store the event in the same transaction and publish it from there (change
--   data capture, or a relay that polls), at least once, to consumers that check for doubles.
-- sources: Richardson, "Microservices Patterns" (2018), "Transactional outbox"; Kleppmann,
--   "Designing Data-Intensive Applications" (2017), chapter 11
-- apply: reconnect {subject} from {store}
-- proof: none: a run counts an effect where it happens, and half of a double write is not counted
WITH
pairs(publish, store, operation, rate) AS (
    SELECT p.connection, d.id, p.operation, f.rate_per_s
    FROM steps p
    JOIN steps c ON c.source = p.source AND c.operation = p.operation AND c.kind = 'call'
    JOIN components d ON d.id = c.target AND d.kind IN ('sql_db', 'kv_store')
    JOIN operations o ON o.id = p.operation AND o.type = 'write'
    JOIN effects e ON e.operation = o.id AND e.kind = d.kind
    JOIN flows f ON f.operation = o.id AND f.component = p.source
    WHERE p.kind = 'publish'
      -- What comes as a message comes again until both are done.
      AND f.deferred = 0
)
SELECT p.publish AS subject,
       printf('For "%s" %s writes %s and then publishes to %s, %g times a second: when it stops between '
              || 'the two, %s has what %s never hears of.', o.title, s.label, d.label, t.label,
              round(p.rate, 1), d.label, t.label) AS message,
       p.store AS store
FROM pairs p
JOIN connections c ON c.id = p.publish
JOIN components s ON s.id = c.source
JOIN components t ON t.id = c.target
JOIN components d ON d.id = p.store
JOIN operations o ON o.id = p.operation
WHERE s.family <> 'data'
GROUP BY p.publish
