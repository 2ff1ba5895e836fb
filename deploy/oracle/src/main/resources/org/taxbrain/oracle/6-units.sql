-- What each unit comes to, and what its holders are told of it.

create unlogged table unit_right as
select 'unit:' || (data ->> 'unitNo') as unit, key as right_no, data ->> 'registeredOn' as registered_on, data ->> 'cancelledOn' as cancelled_on,
  data -> 'holders' as holders
from clean where dataset = 'property-right';

create unlogged table unit_chain as
select unit, count(*) filter (where cancelled_on is null) as active,
  json_agg(json_strip_nulls(json_build_object('rightNo', right_no, 'registeredOn', registered_on, 'cancelledOn', cancelled_on)) order by n)
    filter (where n <= 200) as transfers
from (select *, row_number() over (partition by unit order by registered_on, right_no) as n from unit_right) r
group by unit;
create unique index on unit_chain (unit);

create unlogged table unit_holders as
select unit, count(distinct subject_id(h ->> 'idType', h ->> 'id')) as holders, count(*) filter (where h ? 'share') as shares
from unit_right cross join jsonb_array_elements(holders) h where cancelled_on is null group by unit;
create unique index on unit_holders (unit);

create unlogged table unit_mortgages as
select 'unit:' || (data ->> 'unitNo') as unit, count(*) as active, sum((data ->> 'secured')::bigint) as secured
from clean where dataset = 'property-mortgage' and not data ? 'cancelledOn' group by data ->> 'unitNo';
create unique index on unit_mortgages (unit);

create unlogged table unit_applications as
select 'unit:' || (data ->> 'unitNo') as unit, count(*) as open
from clean where dataset = 'property-application' and data ->> 'stage' in ('accepted', 'reviewing', 'taxing') group by data ->> 'unitNo';
create unique index on unit_applications (unit);

create unlogged table seizure_registration as
select 'unit:' || (data ->> 'unitNo') as unit, key as number, data ->> 'kind' as kind, data ->> 'renews' as renews,
  data ->> 'registeredOn' as registered_on, data ->> 'from' as from_day, data ->> 'to' as to_day
from clean where dataset = 'property-seizure';
analyze seizure_registration;

-- A renewal belongs to the seizure of the unit that it prolongs, directly or through other renewals. It only moves that one's end.
-- One that reaches none stands for itself.
create unlogged table seizure as
with recursive belongs as (
  select unit, number, number as seizure from seizure_registration where kind <> 'renewal'
  union all
  select r.unit, r.number, b.seizure
  from seizure_registration r join belongs b on r.kind = 'renewal' and r.unit = b.unit and r.renews = b.number
)
select s.*, row_number() over (partition by unit order by waiting, registered_on, number) as place,
  row_number() over (partition by unit, waiting order by registered_on, number) as place_of_its_kind
from (
  select r.unit, coalesce(b.seizure, r.number) as number, min(r.kind) filter (where own.it) as kind,
    coalesce(bool_or(r.kind like 'waiting%') filter (where own.it), false) as waiting,
    min(r.registered_on) filter (where own.it) as registered_on, min(r.from_day) filter (where own.it) as from_day, max(r.to_day) as to_day
  from seizure_registration r
  left join belongs b on b.unit = r.unit and b.number = r.number
  cross join lateral (select r.number = coalesce(b.seizure, r.number)) as own(it)
  group by r.unit, coalesce(b.seizure, r.number)
) s;

create unlogged table unit_seizures as
select unit, coalesce(json_agg(entry order by place) filter (where place <= 200), '[]') as seizures,
  coalesce(json_agg(entry order by place) filter (where not waiting and place_of_its_kind <= 200), '[]') as in_force,
  bool_or(not waiting) as seized
from (
  select *, json_strip_nulls(json_build_object('number', number, 'kind', kind, 'from', from_day, 'effectiveTo', to_day)) as entry from seizure
) s
group by unit;
create unique index on unit_seizures (unit);

create unlogged table unit_summary as
select u.subject as unit, json_build_object(
  'division', substr(u.subject, 6, 6),
  'activeRights', coalesce(c.active, 0), 'activeHolders', coalesce(h.holders, 0), 'activeShares', coalesce(h.shares, 0),
  'activeMortgages', coalesce(m.active, 0), 'secured', coalesce(m.secured, 0),
  'openApplications', coalesce(a.open, 0),
  'seizures', coalesce(s.seizures, '[]'), 'transfers', coalesce(c.transfers, '[]')) as summary
from (select distinct subject from subject_fact where kind = 'property-unit') u
left join unit_chain c on c.unit = u.subject
left join unit_holders h on h.unit = u.subject
left join unit_mortgages m on m.unit = u.subject
left join unit_applications a on a.unit = u.subject
left join unit_seizures s on s.unit = u.subject;

-- the units with a mortgage or a seizure in force that somebody holds
create unlogged table held_units as
select subject, json_agg(json_build_object('unit', unit, 'mortgaged', mortgaged, 'secured', secured, 'seizures', in_force) order by unit)
  filter (where n <= 200) as units, count(*) as number
from (
  select f.subject, b.*, row_number() over (partition by f.subject order by b.unit) as n
  from (
    select distinct f.subject, r.unit
    from subject_fact f join unit_right r on f.dataset = 'property-right' and f.key = r.right_no
    where f.kind = 'taxpayer' and 'holder' = any (f.roles) and r.cancelled_on is null
  ) f
  join (
    select coalesce(m.unit, s.unit) as unit, m.unit is not null as mortgaged, coalesce(m.secured, 0) as secured, coalesce(s.in_force, '[]') as in_force
    from unit_mortgages m full join (select * from unit_seizures where seized) s on s.unit = m.unit
  ) b on b.unit = f.unit
) held
group by subject;
create unique index on held_units (subject);
analyze held_units;
