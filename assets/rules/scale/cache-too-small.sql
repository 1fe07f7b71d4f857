-- title: Cache smaller than its working set
-- severity: medium
-- question: How many of the popular items fit into the cache, and how many reads does that answer?
-- why: A cache that holds a sliver of what is asked for drops values before they are asked for again.
--   It costs a look-up on every read and takes little load off the store.
-- fix: Make it hold the items that get most of the reads. Where these are too many, leave the cache out.
-- apply: set {subject} capacity_items {items}
-- proof: measure hit_ratio of component {subject}; measure p99_ms of operation {operation}
-- sources: Che, Tung and Wang, "Hierarchical Web caching systems" (IEEE JSAC, 2002); Denning, "The
--   working set model for program behavior" (CACM, 1968)
WITH
main(cache, operation, key, count, zipf, rate) AS (
    SELECT c.id, o.id, k.id, k.count, k.zipf, max(f.rate_per_s)
    FROM components c
    JOIN flows f ON f.component = c.id
    JOIN operations o ON o.id = f.operation AND o.type = 'read'
    JOIN keys k ON k.id = o.key
    WHERE c.kind IN ('cache', 'cdn')
    GROUP BY c.id
),
-- How many of the most popular values get four fifths of the reads.
working_set(cache, operation, key, count, rate, items) AS (
    SELECT cache, operation, key, count, rate,
           ceil(CASE WHEN abs(zipf - 1) < 0.001 THEN pow(count, 0.8)
                     ELSE pow(1 + 0.8 * (pow(count, 1 - zipf) - 1), 1 / (1 - zipf)) END)
    FROM main
)
SELECT c.id AS subject,
       printf('%s holds %,d of %,d values of %s and answers %d %% of its reads; %,d would hold what '
              || 'four fifths of them ask for. %,d reads a second go past it.', c.label,
              c.capacity_items, CAST(w.count AS INTEGER), w.key,
              CAST(round(100 * c.hit_ratio) AS INTEGER), CAST(w.items AS INTEGER),
              CAST(round(w.rate * (1 - c.hit_ratio)) AS INTEGER)) AS message,
       w.operation AS operation, CAST(w.items AS INTEGER) AS items
FROM working_set w JOIN components c ON c.id = w.cache
WHERE c.hit_ratio < 0.5
  AND c.capacity_items < w.items / 2
  AND w.rate >= 50
  -- One that holds next to nothing and coalesces is there for reads of the same moment.
  AND NOT (c.coalesce = 1 AND 100 * c.capacity_items < w.rate)
