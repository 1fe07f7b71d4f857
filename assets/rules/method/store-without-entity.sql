-- title: Store without an entity
-- severity: low
-- question: What is in this store, and by which key do you find it?
-- why: A store is chosen for what it keeps and how that is asked for. Without the entity and its key
--   nobody can say whether the choice, the partitions and the indexes are right.
-- fix: Name each entity with its key, its fields, and the store that keeps it.
-- sources: Kleppmann, "Designing Data-Intensive Applications" (2017), chapter 2, "Data Models and
--   Query Languages"
-- apply: none: what you keep there is yours to say
-- proof: none: a run knows keys, but not what lies under them
SELECT c.id AS subject,
       printf('%s is asked %,d times a second, and no entity says what is in it or by which key it is '
              || 'found.', c.label, CAST(ceil(c.arrivals_per_s) AS INTEGER)) AS message
FROM components c
WHERE c.kind IN ('sql_db', 'kv_store', 'timeseries_db', 'search_index', 'object_store')
  AND c.arrivals_per_s > 0
  -- Once the data is being talked about.
  AND (EXISTS (SELECT 1 FROM entities)
       OR EXISTS (SELECT 1 FROM phases WHERE id IN ('failure', 'tradeoffs') AND spent_min > 0))
  AND NOT EXISTS (SELECT 1 FROM entities e WHERE e.store = c.id)
