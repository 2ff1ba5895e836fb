-- What relatives tell each other: one hop, of what they hold and paid themselves.

create unlogged table homes as
select subject, json_build_object('count', least(max(n), 10000), 'units', json_agg(unit order by n) filter (where n <= 20)) as homes
from (
  select subject, unit, row_number() over (partition by subject order by unit) as n
  from (
    select distinct f.subject, 'unit:' || (c.data ->> 'unitNo') as unit
    from subject_fact f join clean c on c.dataset = f.dataset and c.key = f.key
    where f.dataset = 'property-right' and f.kind = 'taxpayer' and 'holder' = any (f.roles) and not c.data ? 'cancelledOn'
      and substring(c.data ->> 'use' from '[^/]*$') like '%住宅%' and substring(c.data ->> 'use' from '[^/]*$') not like '%非住宅%'
  ) held
) numbered
group by subject;
create unique index on homes (subject);
analyze homes;

create unlogged table medical_years as
select subject, json_agg(json_build_object('year', year, 'selfPay', self_pay) order by year) as years
from (
  select f.subject, extract(year from (c.data ->> 'endedOn')::date)::int as year, sum((c.data ->> 'selfPay')::bigint) as self_pay,
    row_number() over (partition by f.subject order by extract(year from (c.data ->> 'endedOn')::date) desc) as back
  from subject_fact f join clean c on c.dataset = f.dataset and c.key = f.key
  where f.dataset = 'medical-settlement'
  group by f.subject, extract(year from (c.data ->> 'endedOn')::date)
) years
where back <= 20
group by subject;
create unique index on medical_years (subject);
analyze medical_years;

-- who (teller) is what to whom (listener)
create unlogged table tie as
select t.key, t.relation, t.from_day, t.to_day, coalesce(p.subject, t.teller) as person, coalesce(l.subject, t.listener) as subject,
  row_number() over (partition by coalesce(p.subject, t.teller) order by t.key, t.teller) as nth_told
from (
  select key, case data ->> 'kind' when 'marriage' then 'spouse' else 'parent' end as relation, data ->> 'from' as from_day, data ->> 'to' as to_day,
    subject_id(data ->> 'personIdType', data ->> 'personId') as teller, subject_id(data ->> 'relativeIdType', data ->> 'relativeId') as listener
  from clean where dataset = 'family-relation'
  union all
  select key, case data ->> 'kind' when 'marriage' then 'spouse' else 'child' end, data ->> 'from', data ->> 'to',
    subject_id(data ->> 'relativeIdType', data ->> 'relativeId'), subject_id(data ->> 'personIdType', data ->> 'personId')
  from clean where dataset = 'family-relation'
) t
left join alias p on p.presented_as = t.teller
left join alias l on l.presented_as = t.listener
where t.teller <> t.listener;

create unlogged table relatives as
select subject, json_agg(json_strip_nulls(json_build_object('relation', relation, 'from', from_day, 'to', to_day, 'person', person,
    'homes', case when to_day is null then coalesce(homes, '{"count": 0, "units": []}') end,
    'medicalYears', case when to_day is null then coalesce(years, '[]') end)) order by n) as relatives
from (
  select t.*, h.homes, y.years, row_number() over (partition by t.subject order by t.key, t.person) as n
  from tie t
  left join homes h on h.subject = t.person
  left join medical_years y on y.subject = t.person
  -- two ids of one person that a register calls related
  where t.person <> t.subject and t.nth_told <= 200
) told
where n <= 200
group by subject;
create unique index on relatives (subject);
analyze relatives;
