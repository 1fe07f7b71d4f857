-- title: T
-- severity: low
-- question: q
-- why: w
-- fix: f
SELECT id AS subject, label AS message FROM components