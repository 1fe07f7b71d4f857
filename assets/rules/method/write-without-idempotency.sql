-- title: Write without an idempotency key
-- severity: medium
-- question: The client gets no answer and sends it again. What is there afterwards?
-- why: A client cannot tell a lost answer from a lost request, so it repeats. A POST that makes something
--   new each time then makes two of it, and no part behind it can know that they were one.
-- fix: Take an idempotency key with each POST, and answer a repeated one with the first one's result; or
--   let the client name what it makes, and use PUT.
-- apply: none: the key has to come from the client, as part of your API
-- proof: none: a run gives each intent a key by itself
-- sources: IETF draft "The Idempotency-Key HTTP Header Field"; Stripe API reference, "Idempotent requests"
WITH RECURSIVE
open(call, path) AS (
    SELECT upper(method) || ' ' || path, path FROM apis
    WHERE upper(method) IN ('POST', 'PATCH')
      AND idempotent = 0
      AND lower(notes) NOT LIKE '%idempoten%'
),
words(call, rest, word) AS (
    SELECT call, lower(replace(path, '-', '')) || '/', '' FROM open
    UNION
    SELECT call, substr(rest, instr(rest, '/') + 1), rtrim(substr(rest, 1, instr(rest, '/') - 1), 's')
    FROM words WHERE rest <> ''
),
-- What must not happen twice, in all the words that we have for it.
once(title, names) AS (
    SELECT title, replace(lower(id || ' ' || title || ' ' || coalesce(effect, '')), '-', '')
    FROM operations WHERE type = 'write' AND issued_by = 'client' AND duplicated IS NOT NULL
),
bare(call, title) AS (
    SELECT w.call, min(o.title) FROM words w
    JOIN once o ON length(w.word) > 3 AND w.word NOT LIKE '{%' AND instr(o.names, w.word) > 0
    GROUP BY w.call
    UNION ALL
    -- Where no write at all is safe to repeat, it does not matter which one it is.
    SELECT call, (SELECT min(title) FROM once) FROM open
    WHERE NOT EXISTS (SELECT 1 FROM apis WHERE upper(method) IN ('PUT', 'DELETE')
                                            OR (upper(method) IN ('POST', 'PATCH') AND idempotent = 1))
      AND EXISTS (SELECT 1 FROM once)
      AND path NOT LIKE '%search%' AND path NOT LIKE '%query%' AND path NOT LIKE '%login%'
)
SELECT '' AS subject,
       CASE WHEN count(DISTINCT call) = 1 THEN min(call) || ' is'
            ELSE min(call) || printf(' and %d more are', count(DISTINCT call) - 1) END ||
       ' not marked as safe to repeat, although "' || min(title) ||
       '" must not happen twice: a client that gets no answer has no safe way to ask again.' AS message
FROM bare
HAVING count(*) > 0
