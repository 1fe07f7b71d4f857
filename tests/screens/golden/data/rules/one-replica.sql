-- title: Single replica
-- severity: medium
-- question: What happens when it goes?
-- why: A machine fails now and then.
-- fix: Add a second one.
-- apply: set {subject} replicas 2
-- proof: none: for a picture
-- sources: none: for a picture
SELECT id AS subject, 'There is one replica of ' || label || '.' AS message
FROM components WHERE replicas = 1 AND kind IN ('service', 'worker', 'sql_db')
