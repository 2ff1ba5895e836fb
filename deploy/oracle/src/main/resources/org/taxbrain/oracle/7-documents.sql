-- The documents, whole, as docs/contracts.md writes them; without what says how and when a row came.
-- json, not jsonb: text that is put together is not taken apart again at every level. A subject id stands in one index alone.

create unlogged table section as
select subject, dataset, json_build_object('count', max(n), 'items', json_agg(item order by n) filter (where n <= 200)) as section
from (
  select f.subject, f.dataset, row_number() over (partition by f.subject, f.dataset order by f.key, f.presented_as) as n,
    json_build_object('key', f.key, 'roles', f.roles, 'presentedAs', f.presented_as, 'data', c.data) as item
  from subject_fact f join clean c on c.dataset = f.dataset and c.key = f.key
) numbered
group by subject, dataset;
analyze section (subject);

create unlogged table head as
select subject, min(kind) as index_name,
  case split_part(subject, ':', 1) when 'unit' then 'property-unit' when 'case' then 'enforcement-case' else split_part(subject, ':', 1) end as kind,
  (array_agg(name order by name_rank, dataset, key, name) filter (where name is not null))[1] as name,
  coalesce((array_agg(distinct name order by name) filter (where name is not null))[1:200], '{}') as names,
  array_agg(distinct presented_as order by presented_as) as presented
from subject_fact group by subject;
analyze head (subject);

-- who is a party to a debt, in any of its cases; the case of the lowest number gives the name
create unlogged table case_parties as
select subject, json_agg(json_build_object('subject', party, 'roles', roles, 'name', name) order by n) filter (where n <= 200) as parties
from (
  select subject, party, array_agg(distinct role order by role) as roles, (array_agg(name order by key, name))[1] as name,
    row_number() over (partition by subject order by party) as n
  from (
    select f.subject, f.key, subject_id(p ->> 'idType', p ->> 'id') as party, p ->> 'role' as role, p ->> 'name' as name
    from subject_fact f join clean c on c.dataset = f.dataset and c.key = f.key
    cross join jsonb_array_elements(c.data -> 'parties') p
    where f.dataset = 'enforcement-case' and f.kind = 'enforcement-case'
  ) named
  group by subject, party
) numbered
group by subject;
create unique index on case_parties (subject);
analyze case_parties;

-- the debts that the court has under several numbers, and in whose files that stands
create unlogged table debt as
select subject, numbers
from (
  select subject, array(select distinct n from unnest(array_agg(substr(presented_as, 6)) || substr(subject, 6)) n order by n) as numbers
  from subject_fact where kind = 'enforcement-case' group by subject
) d
where cardinality(numbers) > 1;
create unique index on debt (subject);

create unlogged table debts as
select subject, json_agg(json_build_object('case', case_file, 'numbers', numbers[1:200]) order by case_file) filter (where n <= 200) as debts, count(*) as number
from (
  select f.subject, d.subject as case_file, d.numbers, row_number() over (partition by f.subject order by d.subject) as n
  from debt d
  join (
    select distinct p.subject, c.subject as case_file
    from subject_fact c join subject_fact p on p.dataset = c.dataset and p.key = c.key and p.kind = 'taxpayer'
    where c.dataset = 'enforcement-case' and c.kind = 'enforcement-case'
  ) f on f.case_file = d.subject
) numbered
group by subject;

create unlogged table summary as
select h.subject, json_build_object('openArrears', coalesce(sum((c.data ->> 'open')::bigint), 0)) as summary
from head h
left join subject_fact f on f.subject = h.subject and f.dataset = 'tax-arrears'
left join clean c on c.dataset = f.dataset and c.key = f.key
where h.index_name = 'taxpayer' group by h.subject
union all
select unit, summary from unit_summary
union all
select s.subject, json_strip_nulls(json_build_object(
  'interestReceived', interest_received, 'interestPaidOut', interest_paid_out,
  'interestHeld', case when not split_unknown then interest_received - interest_paid_out end,
  'principalReceived', principal_received, 'principalPaidOut', principal_paid_out,
  'costsReceived', costs_received, 'costsPaidOut', costs_paid_out, 'splitUnknown', split_unknown, 'parties', coalesce(p.parties, '[]')))
from case_summary s left join case_parties p on p.subject = s.subject;
analyze summary (subject);

-- the positions that somebody holds, and those that others hold at a business; each side by the number of the position
create unlogged table positions as
select subject, holders, json_build_object('count', max(n), 'items', json_agg(item order by n) filter (where n <= 200)) as positions
from (
  select f.subject, holders, row_number() over (partition by f.subject, holders order by f.key) as n,
    json_strip_nulls(case when holders
      then json_build_object('key', f.key, 'holder', subject_id(c.data ->> 'idType', c.data ->> 'id'), 'name', c.data ->> 'name',
        'kind', c.data ->> 'kind', 'from', c.data ->> 'from', 'to', c.data ->> 'to')
      else json_build_object('key', f.key, 'business', subject_id('djxh', c.data ->> 'djxh'), 'name', c.data ->> 'businessName',
        'kind', c.data ->> 'kind', 'from', c.data ->> 'from', 'to', c.data ->> 'to') end) as item
  from subject_fact f join clean c on c.dataset = f.dataset and c.key = f.key
  cross join lateral (select 'business' = any (f.roles)) as side(holders)
  where f.dataset = 'position-holder'
) numbered
group by subject, holders;
create unique index on positions (subject, holders);
analyze positions;

-- what few have: it is put behind the rest
create unlogged table further as
select subject, string_agg('"' || name || '": ' || value, ', ') as further
from (
  select subject, 'units' as name, units::text as value from held_units
  union all
  select subject, 'relatives', relatives::text from relatives
  union all
  select subject, 'debts', debts::text from debts
  union all
  -- a list that shows all that there is needs no number
  select subject, 'unitCount', number::text from held_units where number > 200
  union all
  select subject, 'debtCount', number::text from debts where number > 200
  union all
  select subject, case when holders then 'positionHolders' else 'positions' end, positions::text from positions
) each
group by subject;
create unique index on further (subject);
analyze further;

create unlogged table document as
select index_name, subject, case when further is null then body else (left(body::text, -1) || ', ' || further || '}')::json end as body
from (
  select index_name, subject, further,
    case when name is null then json_build_object('subject', subject, 'kind', kind, 'names', names,
      'identifiers', identifiers, 'summary', summary, 'sections', sections, 'reminders', reminders)
    else json_build_object('subject', subject, 'kind', kind, 'name', name, 'names', names,
      'identifiers', identifiers, 'summary', summary, 'sections', sections, 'reminders', reminders) end as body
  from (
    select h.*, s.summary, x.sections, coalesce(r.rules, '{}') as reminders, u.further,
      (array(select distinct i from unnest(h.subject || h.presented) i order by i))[1:200] as identifiers
    from head h
    join summary s on s.subject = h.subject
    join (select subject, json_object_agg(dataset, section) as sections from section group by subject) x on x.subject = h.subject
    left join (select subject, array_agg(distinct rule order by rule) as rules from reminder group by subject) r on r.subject = h.subject
    left join further u on u.subject = h.subject
  ) parts
) bodies;
-- rows that are documents of their own, under their keys
insert into document
select 'record-' || dataset, key, json_build_object('key', key, 'data', data) from clean where dataset in ('standard-address', 'utility-usage');
create unique index on document (index_name, subject);
analyze document (index_name, subject);
