-- title: Work behind a queue
-- severity: praise
-- question: What does the queue give you?
-- why: The caller does not wait for the work.
-- fix: Keep it.
-- sources: none: for a picture
SELECT id AS subject, label || ' takes the work out of the caller''s way.' AS message
FROM components WHERE kind = 'queue'
