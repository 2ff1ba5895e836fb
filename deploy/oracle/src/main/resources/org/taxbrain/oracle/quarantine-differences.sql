-- One line for each entry that is missing, or that nothing accounts for; with a count where rows have no key to tell them apart by.
-- ref: a row of a file is found by its line, a row of a table or an interface by its hashed key.
with told as (
  select t.dataset, t.rule, coalesce(t.field, '') as field, coalesce(t.position, k.key_hash) as ref, coalesce(t.position, t.at) as position,
    t.must, t.outranked, t.position is null and t.key = '' as keyless
  from truth t left join truth_key k on k.dataset = t.dataset and k.key = t.key
),
seen as (
  select dataset, rule, coalesce(field, '') as field, position,
    case when dataset in (select dataset from delivery) then position else key_hash end as ref,
    rule = 'key-unreadable' and dataset not in (select dataset from delivery) as keyless
  from entry
)
select 'missing' as what, t.dataset, t.rule, t.field, t.position, 1::bigint as n
from told t
where t.must and not t.keyless and not exists (
  select from seen e where e.dataset = t.dataset and e.rule = t.rule and e.field = t.field and e.ref = t.ref)
union all
select 'extra', e.dataset, e.rule, e.field, e.position, 1
from seen e
where not e.keyless and not exists (
  select from told t where t.dataset = e.dataset and t.rule = e.rule and t.field = e.field and t.ref = e.ref and not t.outranked)
union all
select case when found < must then 'missing' else 'extra' end, dataset, 'key-unreadable', '', '', greatest(must - found, found - may)
from (
  select dataset, sum(must) as must, sum(may) as may, sum(found) as found
  from (
    select dataset, must::int as must, 1 as may, 0 as found from told where keyless
    union all
    select dataset, 0, 0, 1 from seen where keyless
  ) each
  group by dataset
) counts
where found not between must and may
