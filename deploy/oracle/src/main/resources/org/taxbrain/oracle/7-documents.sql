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

create unlogged table summary as
select h.subject, json_build_object('openArrears', coalesce(sum((c.data ->> 'open')::bigint), 0)) as summary
from head h
left join subject_fact f on f.subject = h.subject and f.dataset = 'tax-arrears'
left join clean c on c.dataset = f.dataset and c.key = f.key
where h.index_name = 'taxpayer' group by h.subject
union all
select unit, summary from unit_summary
union all
select subject, json_strip_nulls(json_build_object(
  'interestReceived', interest_received, 'interestPaidOut', interest_paid_out,
  'interestHeld', case when not split_unknown then interest_received - interest_paid_out end,
  'principalReceived', principal_received, 'principalPaidOut', principal_paid_out, 'splitUnknown', split_unknown))
from case_summary;
analyze summary (subject);

create unlogged table document as
select index_name, subject,
  -- few have units or relatives: theirs are put behind the rest
  case when units is null and relatives is null then body
    else (left(body::text, -1) || coalesce(', "units": ' || units, '') || coalesce(', "relatives": ' || relatives, '') || '}')::json end as body
from (
  select index_name, subject, units, relatives,
    case when name is null then json_build_object('subject', subject, 'kind', kind, 'names', names,
      'identifiers', identifiers, 'summary', summary, 'sections', sections, 'reminders', reminders)
    else json_build_object('subject', subject, 'kind', kind, 'name', name, 'names', names,
      'identifiers', identifiers, 'summary', summary, 'sections', sections, 'reminders', reminders) end as body
  from (
    select h.*, s.summary, x.sections, coalesce(r.rules, '{}') as reminders, u.units, k.relatives,
      (array(select distinct i from unnest(h.subject || h.presented) i order by i))[1:200] as identifiers
    from head h
    join summary s on s.subject = h.subject
    join (select subject, json_object_agg(dataset, section) as sections from section group by subject) x on x.subject = h.subject
    left join (select subject, array_agg(distinct rule order by rule) as rules from reminder group by subject) r on r.subject = h.subject
    left join held_units u on u.subject = h.subject
    left join relatives k on k.subject = h.subject
  ) parts
) bodies;
create unique index on document (index_name, subject);
analyze document (index_name, subject);
