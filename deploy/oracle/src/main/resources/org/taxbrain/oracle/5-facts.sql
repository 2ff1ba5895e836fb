-- Whose each row is: one fact per row and subject as presented, with every role that the subject has in it.

create unlogged table fact as
select dataset, key, kind, presented_as, array_agg(distinct role order by role) as roles,
  (array_agg(name order by name_rank, name) filter (where name is not null))[1] as name, min(name_rank) as name_rank
from (
  select dataset, key, 'property-unit' as kind, subject_id('unit-no', data ->> 'unitNo') as presented_as, 'unit' as role, null as name, null::int as name_rank
  from clean where dataset in ('property-right', 'property-mortgage', 'property-seizure', 'property-application', 'housing-loan', 'sale-contract')
  union all
  select dataset, key, 'taxpayer', subject_id(data ->> 'borrowerIdType', data ->> 'borrowerId'), 'borrower', data ->> 'borrowerName', 7
  from clean where dataset = 'housing-loan'
  union all
  select dataset, key, 'taxpayer', subject_id(data ->> 'coBorrowerIdType', data ->> 'coBorrowerId'), 'borrower', data ->> 'coBorrowerName', 7
  from clean where dataset = 'housing-loan' and data ? 'coBorrowerId'
  union all
  select dataset, key, 'taxpayer', subject_id(a ->> 'idType', a ->> 'id'), 'applicant', a ->> 'name', 6
  from clean cross join jsonb_array_elements(data -> 'applicants') a where dataset = 'property-application'
  union all
  select dataset, key, 'taxpayer', subject_id(h ->> 'idType', h ->> 'id'), 'holder', h ->> 'name', 3
  from clean cross join jsonb_array_elements(data -> 'holders') h where dataset = 'property-right'
  union all
  select dataset, key, 'taxpayer', subject_id('djxh', data ->> 'djxh'), 'registrant', data ->> 'name', 1
  from clean where dataset = 'taxpayer'
  union all
  select dataset, key, 'taxpayer', subject_id('djxh', data ->> 'djxh'), 'debtor', null, null
  from clean where dataset = 'tax-arrears'
  union all
  select dataset, key, 'taxpayer', subject_id('uscc', data ->> 'uscc'), 'visited', null, null
  from clean where dataset = 'site-visit' and data ? 'uscc'
  union all
  select dataset, key, 'taxpayer', subject_id('djxh', data ->> 'djxh'), 'business', data ->> 'businessName', 9
  from clean where dataset = 'position-holder'
  union all
  select dataset, key, 'taxpayer', subject_id(data ->> 'idType', data ->> 'id'), data ->> 'kind', data ->> 'name', 8
  from clean where dataset = 'position-holder'
  union all
  select dataset, key, 'taxpayer', subject_id('resident-id', data ->> 'residentId'), 'patient', data ->> 'name', 4
  from clean where dataset = 'medical-settlement'
  union all
  select dataset, key, 'taxpayer', subject_id('resident-id', data ->> 'residentId'), 'resident', data ->> 'name', 2
  from clean where dataset = 'resident'
  union all
  select dataset, key, 'taxpayer', subject_id(data ->> 'personIdType', data ->> 'personId'), 'person', data ->> 'personName', 8
  from clean where dataset = 'family-relation'
  union all
  select dataset, key, 'taxpayer', subject_id(data ->> 'relativeIdType', data ->> 'relativeId'), 'relative', data ->> 'relativeName', 8
  from clean where dataset = 'family-relation'
  union all
  select dataset, key, 'enforcement-case', subject_id('case-no', data ->> 'caseNo'), 'case', null, null
  from clean where dataset = 'enforcement-case'
  union all
  select dataset, key, 'taxpayer', subject_id(p ->> 'idType', p ->> 'id'), p ->> 'role', p ->> 'name', 5
  from clean cross join jsonb_array_elements(data -> 'parties') p where dataset = 'enforcement-case'
  union all
  select dataset, key, 'enforcement-case', subject_id('case-no', data ->> 'caseNo'), 'movement', null, null
  from clean where dataset = 'case-funds'
  union all
  select dataset, key, 'enforcement-case', subject_id('case-no', data ->> 'caseNo'), 'statement-line', null, null
  from clean where dataset = 'bank-statement' and data ? 'caseNo'
  union all
  select dataset, key, 'taxpayer', subject_id(p ->> 'idType', p ->> 'id'), p ->> 'role', p ->> 'name', 10
  from clean cross join jsonb_array_elements(data -> 'parties') p where dataset = 'sale-contract'
  union all
  select * from plain_presented
) presented
group by dataset, key, kind, presented_as;
analyze fact;

-- Which numbers are one debt: each case goes on with its predecessor, and the first number of the chain stands for all. Where the links
-- run in a circle there is no first one: then the lowest of the circle does.
create unlogged table case_link as
select data ->> 'caseNo' as number, data ->> 'predecessorNo' as predecessor
from clean where dataset = 'enforcement-case' and data ->> 'predecessorNo' <> data ->> 'caseNo';
create unique index on case_link (number);
analyze case_link;

create unlogged table case_first as
with recursive walk as (
  select number, predecessor as at, array[number] as path from case_link
  union all
  select w.number, l.predecessor, w.path || w.at from walk w join case_link l on l.number = w.at where w.at <> all (w.path)
)
select number, case when at = any (path) then (select min(n) from unnest(path[array_position(path, at):]) n) else at end as first
from walk w
where at = any (path) or not exists (select from case_link l where l.number = w.at);

-- What registers say about who an id is. Of several rows the lowest decides; who has a row in the resident register is nobody else.
create unlogged table answer as
select distinct on (presented_as) presented_as, subject
from (
  select dataset, key, subject_id('djxh', data ->> 'djxh') as presented_as, subject_id(data ->> 'idType', data ->> 'id') as subject
  from clean where dataset = 'taxpayer'
  union all
  select dataset, key, subject_id(f ->> 'idType', f ->> 'id'), subject_id('resident-id', data ->> 'residentId')
  from clean cross join jsonb_array_elements(data -> 'formerIds') f where dataset = 'resident' and data ? 'formerIds'
) said
where not exists (select from clean r where r.dataset = 'resident' and said.presented_as = subject_id('resident-id', r.key))
order by presented_as, dataset, key;
create unique index on answer (presented_as);
analyze answer;

-- the tax register can name an id that the resident register has changed since: asked once more. A case number is the first number of its debt
create unlogged table alias as
select a.presented_as, coalesce(b.subject, a.subject) as subject
from answer a left join answer b on b.presented_as = a.subject
union all
select subject_id('case-no', number), subject_id('case-no', first) from case_first;
create unique index on alias (presented_as);
analyze alias;

create unlogged table subject_fact as
select f.*, coalesce(a.subject, f.presented_as) as subject
from fact f left join alias a on a.presented_as = f.presented_as
-- what is a person's alone never shows in a business's file
where not ((f.dataset in ('medical-settlement', 'family-relation', 'housing-loan') or f.dataset in (select dataset from plain_dataset where person_only))
  and coalesce(a.subject, f.presented_as) like 'business:%');
create index on subject_fact (kind, subject);
analyze subject_fact;
