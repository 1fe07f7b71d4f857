-- title: A call that waits for ever, and whose caller waits with it
-- severity: critical
-- question: What happens when no answer comes?
-- why: Each request that waits keeps its slot.
-- fix: Set a timeout.
-- apply: set {subject} timeout_ms 500
-- proof: none: for a picture
-- sources: none: for a picture
SELECT id AS subject, label || ' has no timeout, at ' || CAST(rate_per_s AS INTEGER) ||
                      ' calls a second.' AS message
FROM connections WHERE kind = 'call' AND timeout_ms = 0
