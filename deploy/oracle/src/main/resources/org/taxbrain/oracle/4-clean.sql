-- The latest accepted version of each key, by the source's own order. A rejected version leaves the good one before it in force.

create unlogged table version as
  select * from checked_property_right union all select * from checked_property_mortgage union all select * from checked_property_seizure
  union all select * from checked_property_application
  union all select * from checked_taxpayer union all select * from checked_tax_arrears
  union all select * from checked_position_holder union all select * from checked_standard_address
  union all select * from checked_site_visit
  union all select * from checked_enforcement_case union all select * from checked_case_funds
  union all select * from checked_medical_settlement union all select * from checked_resident union all select * from checked_bank_statement
  union all select * from checked_housing_loan union all select * from checked_family_relation
  union all select * from checked_sale_contract union all select * from checked_plain;
analyze version;

-- What a file replaces: an earlier content of its business date; a full dataset's file replaces the one before it, whatever its date.
-- An unreadable row or key in it may be any of those that seem absent: then nothing is taken as gone, and the next file without such
-- a row is held against all files back to the last one that was whole. The key of an unreadable row may be another day's: where a file
-- is not the whole, its absence from the next takes nothing away. chain = the number of the newest whole file until then.
create function whole_delivery(of_dataset text) returns boolean language sql stable as $$
  select of_dataset = 'resident' or exists (select from plain_dataset where dataset = of_dataset and whole)
$$;

create unlogged table replacement as
select *, count(*) filter (where whole) over (partition by dataset, series order by business_date, revision) as chain
from (
  select dataset, name, business_date, revision, case when not whole_delivery(dataset) then business_date end as series,
    row_number() over (partition by dataset, case when not whole_delivery(dataset) then business_date end order by business_date, revision) = 1
    or not exists (
      select from version v
      where v.dataset = d.dataset and v.business_date = d.business_date and v.revision = d.revision and v.fault like '|%') as whole
  from delivery d
) f;

create unlogged table absence as
select distinct r.dataset, old.key, array[r.business_date - date '1970-01-01', r.revision, 9223372036854775807]::bigint[] as ord
from replacement r
join replacement o on o.dataset = r.dataset and o.series is not distinct from r.series and o.chain = r.chain - 1
join version old on old.dataset = o.dataset and old.business_date = o.business_date and old.revision = o.revision and old.key is not null
  and (old.fault is null or old.fault not like '|%' or r.series is null)
where r.whole and not exists (
  select from version new
  where new.dataset = r.dataset and new.business_date = r.business_date and new.revision = r.revision and new.key = old.key);

create unlogged table clean as
select dataset, key, data
from (
  select distinct on (dataset, key) dataset, key, deleted, data
  from (
    select dataset, key, ord, deleted, data from version where fault is null
    union all
    select dataset, key, ord, true, null from absence
  ) accepted
  order by dataset, key, ord desc
) latest
where not deleted;
create unique index on clean (dataset, key);
analyze clean;
