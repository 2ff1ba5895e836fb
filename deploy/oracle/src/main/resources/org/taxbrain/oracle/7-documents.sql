-- The documents, whole, as docs/contracts.md writes them; without what says how and when a row came.

create table section as
select kind, subject, dataset, jsonb_build_object('count', max(n), 'items', jsonb_agg(item order by n) filter (where n <= 200)) as section
from (
  select f.kind, f.subject, f.dataset, row_number() over (partition by f.kind, f.subject, f.dataset order by f.key, f.presented_as) as n,
    jsonb_build_object('key', f.key, 'roles', f.roles, 'presentedAs', f.presented_as, 'data', c.data) as item
  from subject_fact f join clean c on c.dataset = f.dataset and c.key = f.key
) numbered
group by kind, subject, dataset;

create table head as
select kind, subject,
  (array_agg(name order by name_rank, dataset, key, name) filter (where name is not null))[1] as name,
  coalesce((array_agg(distinct name order by name) filter (where name is not null))[1:200], '{}') as names,
  array_agg(distinct presented_as order by presented_as) as presented
from subject_fact group by kind, subject;

create table summary as
select 'taxpayer' as kind, h.subject, jsonb_build_object('openArrears', coalesce(sum((c.data ->> 'open')::bigint), 0)) as summary
from head h
left join subject_fact f on f.kind = 'taxpayer' and f.subject = h.subject and f.dataset = 'tax-arrears'
left join clean c on c.dataset = f.dataset and c.key = f.key
where h.kind = 'taxpayer' group by h.subject
union all
select 'property-unit', 'unit:' || (data ->> 'unitNo'), jsonb_build_object('activeRights', count(*) filter (where not data ? 'cancelledOn'))
from clean where dataset = 'property-right' group by data ->> 'unitNo'
union all
select 'enforcement-case', subject, jsonb_strip_nulls(jsonb_build_object(
  'interestReceived', interest_received, 'interestPaidOut', interest_paid_out,
  'interestHeld', case when not split_unknown then interest_received - interest_paid_out end,
  'principalReceived', principal_received, 'principalPaidOut', principal_paid_out, 'splitUnknown', split_unknown))
from case_summary;

create table document as
select h.kind as index_name, h.subject, jsonb_strip_nulls(jsonb_build_object(
    'subject', h.subject,
    'kind', case split_part(h.subject, ':', 1) when 'unit' then 'property-unit' when 'case' then 'enforcement-case' else split_part(h.subject, ':', 1) end,
    'name', h.name,
    'names', h.names,
    'identifiers', (array(select distinct i from unnest(h.subject || h.presented) i order by i))[1:200],
    'summary', s.summary,
    'sections', x.sections,
    'reminders', coalesce(r.rules, '{}'))) as body
from head h
join summary s on s.kind = h.kind and s.subject = h.subject
join (select kind, subject, jsonb_object_agg(dataset, section) as sections from section group by kind, subject) x
  on x.kind = h.kind and x.subject = h.subject
left join (select subject, array_agg(distinct rule order by rule) as rules from reminder group by subject) r
  on h.kind = 'taxpayer' and r.subject = h.subject;
create unique index on document (index_name, subject);
analyze document;
