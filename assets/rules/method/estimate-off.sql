-- title: Estimate off by more than three
-- severity: medium
-- question: Walk me through that number. Which of its factors are you least sure of?
-- why: Within a factor of three an estimate leads to the same design. Beyond it the design is for another
--   system: ten machines where one would do, or one where ten are needed.
-- fix: Write the factors down: users, times a day, over 86,400 seconds, times the size. Most slips are a
--   factor of a thousand, or a day taken for an hour.
-- sources: Alex Xu, "System Design Interview" (2020), chapter 2, "Back-of-the-envelope
--   Estimation"; Jeff Dean, "Designs, Lessons and Advice from Building Large Distributed Systems" (LADIS 2009)
-- apply: none: a number that a machine put there is no estimate
-- proof: none: it is about the round, not the design
WITH
off(id, question, unit, value, answer, factor) AS (
    SELECT id, question, unit, value, answer,
           CASE WHEN answer <= 0 THEN 1e9 WHEN answer > value THEN answer / value
                ELSE value / answer END
    FROM estimates WHERE answer IS NOT NULL AND value > 0
),
worst(question, unit, value, answer, factor, n) AS (
    SELECT question, unit, value, answer, max(factor), count(*) FROM off WHERE factor > 3
)
SELECT '' AS subject,
       printf('"%s" You said %s%s, and the numbers of the scenario give %s: %s%s.', w.question,
              CASE WHEN w.answer >= 1000 THEN printf('%,d', CAST(round(w.answer) AS INTEGER))
                   ELSE printf('%g', w.answer) END,
              CASE WHEN w.unit = '' THEN '' ELSE ' ' || w.unit END,
              CASE WHEN w.value >= 1000 THEN printf('%,d', CAST(round(w.value) AS INTEGER))
                   ELSE printf('%g', w.value) END,
              CASE WHEN w.factor >= 1e9 THEN 'nothing like it'
                   ELSE printf('%,d times too %s', CAST(round(w.factor) AS INTEGER),
                               CASE WHEN w.answer > w.value THEN 'much' ELSE 'little' END) END,
              CASE WHEN w.n > 1 THEN printf(' (and %d more are off by more than three)', w.n - 1)
                   ELSE '' END) AS message
FROM worst w
WHERE w.factor IS NOT NULL
