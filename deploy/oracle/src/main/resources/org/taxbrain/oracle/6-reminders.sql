-- Rules in force: late-payment surcharge a day since 2001-05-01 (税收征管法 32), income tax on interest since 1980-09-10 (个人所得税法 3, 6).

create unlogged table case_summary as
select subject, substr(subject, 6) as case_no,
  coalesce(sum(interest) filter (where direction = 'received'), 0) as interest_received,
  coalesce(sum(interest) filter (where direction = 'paid-out'), 0) as interest_paid_out,
  coalesce(sum(principal) filter (where direction = 'received'), 0) as principal_received,
  coalesce(sum(principal) filter (where direction = 'paid-out'), 0) as principal_paid_out,
  coalesce(sum(costs) filter (where direction = 'received'), 0) as costs_received,
  coalesce(sum(costs) filter (where direction = 'paid-out'), 0) as costs_paid_out,
  coalesce(bool_or(principal is null or interest is null or costs is null) filter (where movement), false) as split_unknown,
  min(occurred_on) filter (where direction = 'received') as first_received,
  min(occurred_on) filter (where direction = 'received' and interest > 0) as first_interest,
  max(occurred_on) as last_moved
from (
  select f.subject, f.dataset = 'case-funds' as movement, c.data ->> 'direction' as direction, (c.data ->> 'principal')::bigint as principal,
    (c.data ->> 'interest')::bigint as interest, (c.data ->> 'costs')::bigint as costs, (c.data ->> 'occurredOn')::date as occurred_on
  from subject_fact f left join clean c on f.dataset = 'case-funds' and c.dataset = f.dataset and c.key = f.key
  where f.kind = 'enforcement-case'
) movement
group by subject;
create unique index on case_summary (subject);
analyze case_summary;

-- the newest case of a debt says what it is about and who is owed it
create unlogged table newest_case as
select distinct on (f.subject) f.subject, f.key, c.data ->> 'cause' as cause
from subject_fact f join clean c on c.dataset = f.dataset and c.key = f.key
where f.dataset = 'enforcement-case' and f.kind = 'enforcement-case'
order by f.subject, c.data ->> 'filedOn' desc, f.key desc;
analyze newest_case;

create unlogged table office as
select distinct on (f.subject) f.subject, c.data ->> 'office' as office
from subject_fact f join clean c on c.dataset = f.dataset and c.key = f.key
where f.dataset = 'taxpayer' order by f.subject, f.key;
create unique index on office (subject);

create unlogged table reminder as
select r.*, o.office
from (
  select 'open-arrears' as rule, f.subject, 'tax-arrears|' || f.key as fact, (c.data ->> 'open')::bigint as base,
    case when (c.data ->> 'dueOn')::date + 1 >= '2001-05-01' then '0.0005' end as rate,
    case when (c.data ->> 'dueOn')::date + 1 >= '2001-05-01' then '税收征收管理法第三十二条' end as legal_basis,
    (c.data ->> 'dueOn')::date + 1 as from_day, (c.data ->> 'asOf')::date as as_of, null::boolean as ask_court
  from subject_fact f join clean c on c.dataset = f.dataset and c.key = f.key
  where f.dataset = 'tax-arrears' and (c.data ->> 'open')::bigint > 0
  union all
  select distinct 'case-interest-unpaid', f.subject, 'enforcement-case|' || s.case_no,
    case when not s.split_unknown then s.interest_received - s.interest_paid_out end,
    case when s.last_moved >= '1980-09-10' then '0.20' end, case when s.last_moved >= '1980-09-10' then '个人所得税法第三条、第六条' end,
    case when s.split_unknown then s.first_received else s.first_interest end, s.last_moved, case when s.split_unknown then true end
  from newest_case n
  join case_summary s on s.subject = n.subject
  join subject_fact f on f.dataset = 'enforcement-case' and f.key = n.key
  where f.kind = 'taxpayer' and 'applicant' = any (f.roles) and f.subject like 'person:%'
    and n.cause = 'private-lending' and (s.split_unknown or s.interest_received > s.interest_paid_out)
) r
left join office o on o.subject = r.subject;
create index on reminder (subject);
analyze reminder;
