-- title: Partitions without a key
-- severity: medium
-- question: I want one item. Which of the partitions do you ask?
-- why: Partitions without a key scatter the data: what belongs together lies everywhere, so a look-up
--   has to ask every partition, and adding partitions adds work to each request.
-- fix: Name the key by which the data is asked for. It should have many values of even popularity.
-- apply: set {subject} partition_key {key}
-- proof: none: without a key a run spreads the requests evenly; that one look-up would have to ask all
--   partitions is not played
-- sources: Kleppmann, "Designing Data-Intensive Applications" (2017), chapter 6, "Partitioning of
--   Key-Value Data"
WITH
-- By which key the data is asked for most.
asked(store, key, rate) AS (
    SELECT c.id, o.key, sum(f.rate_per_s)
    FROM components c
    JOIN flows f ON f.component = c.id
    JOIN operations o ON o.id = f.operation
    WHERE c.family = 'data' AND c.partitions > 1 AND c.partition_key IS NULL AND o.key IS NOT NULL
      -- What is only added, as points in time are, may lie anywhere.
      AND (o.type = 'read' OR c.kind = 'kv_store')
    GROUP BY c.id, o.key
),
best(store, key, rate) AS (SELECT store, key, max(rate) FROM asked GROUP BY store)
SELECT c.id AS subject,
       printf('%s has %d partitions and no key that says which one has an item: to find one of the '
              || '%,d values of %s, asked for %,d times a second, each of them has to look.', c.label,
              c.partitions, CAST(k.count AS INTEGER), k.id, CAST(ceil(b.rate) AS INTEGER)) AS message,
       -- Not a key that would make one partition hot.
       CASE WHEN c.utilisation * c.partitions
                 * (k.top_share + (1 - k.top_share) / min(c.partitions, k.count)) <= 0.8
             AND k.count >= c.partitions
            THEN k.id END AS key
FROM best b
JOIN components c ON c.id = b.store
JOIN keys k ON k.id = b.key
