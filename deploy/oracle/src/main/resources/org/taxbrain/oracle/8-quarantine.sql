-- What must, and what may, stand in quarantine; and whether the truth and the checks above tell the same story.

create function natural_key(dataset text, raw text) returns text language sql immutable parallel safe as $$
  select case dataset when 'resident' then resident_id(raw) when 'taxpayer' then ident(raw) when 'enforcement-case' then case_no(raw) else coalesce(plain_key(dataset, raw), norm(raw)) end
$$;

-- A bad row of a file that an accepted version, or an absence, of its key followed: it has left, or never came.
create unlogged table outranked as
select bad.dataset, bad.at, bad.line, bad.revision
from version bad
join (
  select dataset, key, max(ord) as ord
  from (select dataset, key, ord from version where fault is null union all select dataset, key, ord from absence) accepted
  group by dataset, key
) newest on newest.dataset = bad.dataset and newest.key = bad.key and newest.ord > bad.ord
where bad.fault is not null and bad.line is not null;

-- A row of a file stands at its line: it must be in quarantine if it is in the newest content of its file, and may if it was in an earlier
-- one; it may not once it is outranked. A row of a table or an interface is found by its key: it must unless it was mended, since a late reader saw only the good version.
create unlogged table truth as
select t.dataset, coalesce(natural_key(t.dataset, t.key), '') as key, t.at, t.line, t.revision, t.rule,
  -- an empty key is a fault of the row as a whole
  case when t.rule <> 'key-unreadable' then t.field end as field,
  case when t.line is not null then t.at || ':' || t.line end as position,
  o.line is not null as outranked,
  case when t.line is not null then o.line is null
      and t.revision = (select max(d.revision) from delivery d where d.dataset = t.dataset and d.name = t.at)
    else not exists (select from truth_mended m where m.dataset = t.dataset and natural_key(m.dataset, m.key) is not distinct from natural_key(t.dataset, t.key)) end as must
from truth_dirty t
left join outranked o on o.dataset = t.dataset and o.at = t.at and o.line = t.line and o.revision = t.revision;

-- Defects of the test data: the two must name the same rows and the same faults.
create unlogged table disagreement as
select coalesce(f.dataset, t.dataset) as dataset, coalesce(f.at, t.at) as at, coalesce(f.line, t.line) as line, f.fault as found, t.fault as told
from (
  select dataset, at, line, case when line is null then coalesce(key, '') else line || ' of ' || revision end as ref, fault
  from version where fault is not null
) f
full join (
  select dataset, at, line, case when line is null then key else line || ' of ' || revision end as ref, coalesce(field, '') || '|' || rule as fault
  from truth where line is not null or must
) t
on f.dataset = t.dataset and f.at = t.at and f.ref = t.ref
where f.fault is distinct from t.fault;

-- two rows of one source that are one key after normalising and have no order between them: no oracle can say which holds
create unlogged table ambiguity as
select dataset, key, ord from version where fault is null group by dataset, key, ord having count(*) > 1;

-- filled before each comparison: the keys of truth as the index hides them, and the entries of the index
create unlogged table truth_key (dataset text, key text, key_hash text, primary key (dataset, key));
create unlogged table entry (dataset text, field text, rule text, position text, key_hash text);
