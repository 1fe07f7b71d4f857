-- title: Component without a reason
-- severity: low
-- question: Why this one, and not something simpler?
-- why: Naming a tool is not a design. An interviewer wants the reason: what it gives, what it costs,
--   and what was considered instead.
-- fix: Say in a sentence why it is here; the inspector has a field for it.
-- sources: Michael Nygard, "Documenting Architecture Decisions" (2011)
-- apply: none: only who drew it knows the reason
-- proof: none: a run takes as long with a reason as without
SELECT id AS subject,
       label || ' has no reason: why ' ||
       CASE kind
            WHEN 'sql_db' THEN 'SQL and not a key-value store'
            WHEN 'kv_store' THEN 'a key-value store and not SQL'
            WHEN 'queue' THEN 'a queue and not a direct call'
            WHEN 'stream' THEN 'a stream and not a queue'
            WHEN 'cache' THEN 'a cache, and what may be stale in it'
            WHEN 'topic' THEN 'a topic and not a queue for each receiver'
            ELSE 'is it needed' END || '?' AS message
FROM components
WHERE trim(why) = ''
  AND kind NOT IN ('client', 'scheduler')
