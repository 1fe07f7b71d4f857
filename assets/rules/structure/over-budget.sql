-- title: Over the budget
-- severity: medium
-- question: This costs twice what we have. What would you give up first?
-- why: A design that nobody can pay for will not be built. The budget is a requirement like the others.
-- fix: Size what is larger than its load asks for, or change what costs most; `faultline size` looks for
--   the cheapest numbers of machines that keep every target.
-- sources: AWS Well-Architected Framework, cost optimisation pillar
-- apply: none: which machines can go without missing a target takes many runs, which `faultline size` makes
-- proof: none: the cost is reckoned, not played
SELECT c.id AS subject,
       printf('The design costs %,d USD a month, %s times the budget of %,d; %s alone is %,d of it.',
              CAST(round(d.cost_usd_month) AS INTEGER), round(d.cost_usd_month / d.budget_usd_month, 1),
              CAST(round(d.budget_usd_month) AS INTEGER), c.label,
              CAST(round(c.component_cost) AS INTEGER)) AS message
FROM design d
JOIN (SELECT id, label, component_cost FROM components ORDER BY component_cost DESC, id LIMIT 1) c
WHERE d.cost_usd_month > 1.1 * d.budget_usd_month
