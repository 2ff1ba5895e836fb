-- Each version of each row with its fields read, its order and its first fault: defect, key, then the fields in the schema's order.
-- fault = '<field>|<rule>'; null: the row is accepted.

-- first fault of a text field: required, then its greatest length
create function text_fault(field text, v text, required boolean, longest int) returns text language sql immutable parallel safe as $$
  select case when v is null then case when required then field || '|required' end
    when char_length(v) > longest then field || '|max-length' end
$$;

-- first fault of a field that was sent as raw and read as v: required, then unreadable
create function read_fault(field text, raw text, v anyelement, required boolean) returns text language sql immutable parallel safe as $$
  select case when v is null then case when norm(raw) is not null then field || '|type' when required then field || '|required' end end
$$;

create function code_fault(field text, raw text, v text) returns text language sql immutable parallel safe as $$
  select case when v is null then case when norm(raw) is null then field || '|required' else field || '|code-unknown' end end
$$;

-- a date too early, or after the day on which it landed
create function date_fault(field text, v date, earliest date, latest date) returns text language sql immutable parallel safe as $$
  select case when v < earliest then field || '|from' when v > latest then field || '|not-after-landing' end
$$;

create function check_fault(field text, v text, required boolean, good boolean, rule text) returns text language sql immutable parallel safe as $$
  select case when v is null then case when required then field || '|required' end when good is not true then field || '|' || rule end
$$;

create function min_fault(field text, v numeric, lowest numeric) returns text language sql immutable parallel safe as $$
  select case when v < lowest then field || '|min' end
$$;

-- an identifier in its clean form, by its canonical type
create function clean_id(id_type text, raw text) returns text language sql immutable parallel safe as $$
  select case when id_type = 'resident-id' then resident_id(raw) else ident(raw) end
$$;

create function id_ok(id_type text, id text) returns boolean language sql stable parallel safe as $$
  select case id_type when 'resident-id' then resident_ok(id) when 'uscc' then uscc_ok(id)
    when 'passport' then id ~ '^[A-Z0-9]{5,17}$' and id ~ '\d' when 'permit' then id ~ '^([HM]\d{8}(\d{2})?|\d{8})$' else false end
$$;

-- kinds of documents as the police write them (GA/T 517)
create function public_security_id_type(raw text) returns text language sql immutable parallel safe as $$
  select case norm(raw) when '111' then 'resident-id' when '414' then 'passport' when '511' then 'permit' when '516' then 'permit' end
$$;

create view checked_property_right as
with typed as materialized (
  select norm(ywh) as key, ywh, bdcdyh, qllx, qlr, jzmj, qdjg,
    norm(ywh) as right_no, ident(bdcdyh) as unit_no, certificate_no(bdcqzh) as certificate_no,
    case norm(qllx) when '4' then 'homestead-building' when '6' then 'building' when '8' then 'state-land-building' when '99' then 'other' end as right_kind,
    jzmj as area, norm(yt) as use, norm(zl) as address, fen(qdjg) as price, djrq as registered_on, zxrq as cancelled_on,
    h.holders, h.fault as holder_fault
  from raw_property_right r
  left join lateral (
    select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('name', name, 'idType', id_type, 'id', id, 'share', share)) order by n) as holders,
      (array_agg(fault order by n) filter (where fault is not null))[1] as fault
    from (
      select n, name, id_type, id, share, coalesce(
        text_fault('holders.name', name, true, 1000000),
        code_fault('holders.idType', e ->> 'zjzl', id_type),
        check_fault('holders.id', id, true, id_ok(id_type, id), 'identifier-of'),
        text_fault('holders.share', share, false, 32)) as fault
      from (
        select n, e, norm(e ->> 'qlrmc') as name, id_type, clean_id(id_type, e ->> 'zjh') as id, norm(e ->> 'qlbl') as share
        from jsonb_array_elements(case when jsonb_typeof(r.qlr) = 'array' then r.qlr else '[]' end) with ordinality as x(e, n)
        cross join lateral (select case norm(e ->> 'zjzl') when '1' then 'resident-id' when '2' then 'permit' when '3' then 'passport' when '7' then 'uscc' end) as t(id_type)
      ) read
    ) checked
  ) h on true
)
select 'property-right'::text as dataset, key, array[1]::bigint[] as ord, false as deleted, 'public.bdc_ql'::text as at, ywh as raw_key,
  null::bigint as line, null::int as revision, null::date as business_date, coalesce(
    case when key is null then '|key-unreadable' end,
    text_fault('rightNo', right_no, true, 40),
    check_fault('unitNo', unit_no, true, unit_ok(unit_no), 'unit-no'),
    check_fault('certificateNo', certificate_no, false, certificate_ok(certificate_no), 'property-certificate'),
    code_fault('rightKind', qllx, right_kind),
    case when qlr is null or jsonb_typeof(qlr) = 'null' then 'holders|required' when jsonb_typeof(qlr) <> 'array' then 'holders|type' end,
    holder_fault,
    min_fault('area', area, 0), case when area > 1000000 then 'area|max' end,
    text_fault('use', use, false, 60), text_fault('address', address, false, 200),
    read_fault('price', qdjg::text, price, false), min_fault('price', price, 0),
    read_fault('registeredOn', registered_on::text, registered_on, true), date_fault('registeredOn', registered_on, '1949-10-01', landing_day()),
    date_fault('cancelledOn', cancelled_on, '1949-10-01', landing_day())) as fault,
  jsonb_strip_nulls(jsonb_build_object('rightNo', right_no, 'unitNo', unit_no, 'certificateNo', certificate_no, 'rightKind', right_kind,
    'holders', coalesce(holders, '[]'), 'area', area, 'use', use, 'address', address, 'price', price,
    'registeredOn', registered_on, 'cancelledOn', cancelled_on)) as data
from typed;

create view checked_property_mortgage as
with typed as materialized (
  select *, norm(ywh) as key, ident(bdcdyh) as unit_no, norm(dyqr) as mortgagee, ident(dyqrzjh) as mortgagee_id, fen(bdbzzqse) as secured
  from raw_property_mortgage
)
select 'property-mortgage'::text as dataset, key, array[1]::bigint[] as ord, false as deleted, 'public.bdc_dyaq'::text as at, ywh as raw_key,
  null::bigint as line, null::int as revision, null::date as business_date, coalesce(
    case when key is null then '|key-unreadable' end,
    text_fault('mortgageNo', key, true, 40),
    check_fault('unitNo', unit_no, true, unit_ok(unit_no), 'unit-no'),
    text_fault('mortgageeName', mortgagee, true, 200),
    check_fault('mortgageeId', mortgagee_id, true, uscc_ok(mortgagee_id), 'uscc'),
    read_fault('secured', bdbzzqse::text, secured, true), min_fault('secured', secured, 0),
    read_fault('registeredOn', djrq::text, djrq, true), date_fault('registeredOn', djrq, '1990-01-01', landing_day()),
    date_fault('cancelledOn', zxrq, '1990-01-01', landing_day())) as fault,
  jsonb_strip_nulls(jsonb_build_object('mortgageNo', key, 'unitNo', unit_no, 'mortgageeName', mortgagee, 'mortgageeId', mortgagee_id,
    'secured', secured, 'registeredOn', djrq, 'cancelledOn', zxrq)) as data
from typed;

create view checked_property_seizure as
with typed as materialized (
  select *, norm(ywh) as key, ident(bdcdyh) as unit_no,
    case norm(cflx) when '1' then 'seizure' when '2' then 'waiting' when '3' then 'pre-seizure' when '4' then 'waiting-pre-seizure' when '5' then 'renewal' end as kind,
    norm(ycfywh) as renews, norm(cfjg) as authority, norm(cfwh) as document_no
  from raw_property_seizure
)
select 'property-seizure'::text as dataset, key, array[1]::bigint[] as ord, false as deleted, 'public.bdc_cf'::text as at, ywh as raw_key,
  null::bigint as line, null::int as revision, null::date as business_date, coalesce(
    case when key is null then '|key-unreadable' end,
    text_fault('seizureNo', key, true, 40),
    check_fault('unitNo', unit_no, true, unit_ok(unit_no), 'unit-no'),
    code_fault('kind', cflx, kind),
    text_fault('renews', renews, false, 40), text_fault('authority', authority, true, 100), text_fault('documentNo', document_no, false, 60),
    read_fault('registeredOn', djrq::text, djrq, true), date_fault('registeredOn', djrq, '1990-01-01', landing_day()),
    date_fault('from', cfqssj, '1990-01-01', null), date_fault('to', cfjssj, '1990-01-01', null)) as fault,
  jsonb_strip_nulls(jsonb_build_object('seizureNo', key, 'unitNo', unit_no, 'kind', kind, 'renews', renews, 'authority', authority,
    'documentNo', document_no, 'registeredOn', djrq, 'from', cfqssj, 'to', cfjssj)) as data
from typed;

create view checked_property_application as
with typed as materialized (
  select norm(slbh) as key, slbh, sqr, ywlx, blhj, slrq, ident(bdcdyh) as unit_no,
    case norm(ywlx) when '100' then 'registration' when '200' then 'transfer' when '300' then 'mortgage' end as kind,
    case norm(blhj) when '1' then 'accepted' when '2' then 'reviewing' when '3' then 'taxing' when '4' then 'registered' when '8' then 'refused' when '9' then 'withdrawn' end as stage,
    a.applicants, a.fault as applicant_fault
  from raw_property_application r
  left join lateral (
    select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('name', name, 'idType', id_type, 'id', id)) order by n) as applicants,
      (array_agg(fault order by n) filter (where fault is not null))[1] as fault
    from (
      select n, name, id_type, id, coalesce(
        text_fault('applicants.name', name, true, 200),
        code_fault('applicants.idType', e ->> 'zjzl', id_type),
        check_fault('applicants.id', id, true, id_ok(id_type, id), 'identifier-of')) as fault
      from (
        select n, e, norm(e ->> 'sqrmc') as name, id_type, clean_id(id_type, e ->> 'zjh') as id
        from jsonb_array_elements(case when jsonb_typeof(r.sqr) = 'array' then r.sqr else '[]' end) with ordinality as x(e, n)
        cross join lateral (select case norm(e ->> 'zjzl') when '1' then 'resident-id' when '2' then 'permit' when '3' then 'passport' when '7' then 'uscc' end) as t(id_type)
      ) read
    ) checked
  ) a on true
)
select 'property-application'::text as dataset, key, array[1]::bigint[] as ord, false as deleted, 'public.bdc_sq'::text as at, slbh as raw_key,
  null::bigint as line, null::int as revision, null::date as business_date, coalesce(
    case when key is null then '|key-unreadable' end,
    text_fault('applicationNo', key, true, 40),
    check_fault('unitNo', unit_no, true, unit_ok(unit_no), 'unit-no'),
    code_fault('kind', ywlx, kind),
    case when sqr is null or jsonb_typeof(sqr) = 'null' then 'applicants|required' when jsonb_typeof(sqr) <> 'array' then 'applicants|type' end,
    applicant_fault,
    read_fault('acceptedOn', slrq::text, slrq, true), date_fault('acceptedOn', slrq, '2000-01-01', landing_day()),
    code_fault('stage', blhj, stage)) as fault,
  jsonb_strip_nulls(jsonb_build_object('applicationNo', key, 'unitNo', unit_no, 'kind', kind, 'applicants', coalesce(applicants, '[]'),
    'acceptedOn', slrq, 'stage', stage)) as data
from typed;

create view checked_taxpayer as
with typed as materialized (
  select *, ident(djxh) as key, norm(nsrmc) as name, clean_id(id_type, zjhm) as id,
    case norm(nsrzt_dm) when '03' then 'normal' when '04' then 'suspended' when '05' then 'non-normal' when '07' then 'cancelled' end as status,
    norm(zcdz) as address, norm(hy_mc) as industry, norm(zgswj_mc) as office, mobile(sjhm) as mobile
  from raw_taxpayer
  cross join lateral (select case norm(zjzl_dm) when '201' then 'resident-id' when '208' then 'permit' when '227' then 'passport' when '100' then 'uscc' end) as t(id_type)
)
select 'taxpayer'::text as dataset, key, array[1]::bigint[] as ord, false as deleted, 'public.dj_nsrxx'::text as at, djxh as raw_key,
  null::bigint as line, null::int as revision, null::date as business_date, coalesce(
    case when key is null then '|key-unreadable' end,
    check_fault('djxh', key, true, key ~ '^\d{20}$', 'djxh'),
    text_fault('name', name, true, 200),
    code_fault('idType', zjzl_dm, id_type),
    check_fault('id', id, true, id_ok(id_type, id), 'identifier-of'),
    code_fault('status', nsrzt_dm, status),
    text_fault('address', address, false, 200), text_fault('industry', industry, false, 60), text_fault('office', office, true, 60),
    check_fault('mobile', mobile, false, mobile ~ '^1[3-9]\d{9}$', 'mobile'),
    read_fault('registeredOn', djrq::text, djrq, true), date_fault('registeredOn', djrq, '1949-10-01', landing_day())) as fault,
  jsonb_strip_nulls(jsonb_build_object('djxh', key, 'name', name, 'idType', id_type, 'id', id, 'status', status, 'address', address,
    'industry', industry, 'office', office, 'mobile', mobile, 'registeredOn', djrq)) as data
from typed;

create view checked_tax_arrears as
with typed as materialized (
  select *, norm(qsbh) as key, ident(djxh) as clean_djxh, norm(zsxm_mc) as tax, fen(ybse) as assessed, fen(qjye) as open
  from raw_tax_arrears
)
select 'tax-arrears'::text as dataset, key, array[1]::bigint[] as ord, false as deleted, 'public.zs_qsxx'::text as at, qsbh as raw_key,
  null::bigint as line, null::int as revision, null::date as business_date, coalesce(
    case when key is null then '|key-unreadable' end,
    text_fault('arrearsId', key, true, 40),
    check_fault('djxh', clean_djxh, true, clean_djxh ~ '^\d{20}$', 'djxh'),
    text_fault('tax', tax, true, 60),
    read_fault('periodFrom', skssqq::text, skssqq, true), date_fault('periodFrom', skssqq, '1994-01-01', null),
    read_fault('periodTo', skssqz::text, skssqz, true), date_fault('periodTo', skssqz, '1994-01-01', null),
    read_fault('dueOn', jkqx::text, jkqx, true), date_fault('dueOn', jkqx, '1994-01-01', landing_day()),
    read_fault('assessed', ybse::text, assessed, true), min_fault('assessed', assessed, 0),
    read_fault('open', qjye::text, open, true), min_fault('open', open, 0),
    read_fault('asOf', sjrq::text, sjrq, true), date_fault('asOf', sjrq, '1994-01-01', landing_day())) as fault,
  jsonb_strip_nulls(jsonb_build_object('arrearsId', key, 'djxh', clean_djxh, 'tax', tax, 'periodFrom', skssqq, 'periodTo', skssqz,
    'dueOn', jkqx, 'assessed', assessed, 'open', open, 'asOf', sjrq)) as data
from typed;

create view checked_standard_address as
with typed as materialized (
  select *, norm(dzbm) as key, norm(xzqh_dm) as district, nullif(norm(jd_mc), '-') as street, norm(dzqc) as address, point(norm(jwd)) as place,
    case norm(zt_dm) when '1' then 'in-use' when '2' then 'cancelled' end as status
  from raw_standard_address
)
select 'standard-address'::text as dataset, key, array[1]::bigint[] as ord, false as deleted, 'public.bzdz'::text as at, dzbm as raw_key,
  null::bigint as line, null::int as revision, null::date as business_date, coalesce(
    case when key is null then '|key-unreadable' end,
    text_fault('code', key, true, 40),
    check_fault('district', district, true, district ~ '^\d{6}$', 'matches'),
    text_fault('street', street, false, 100),
    text_fault('address', address, true, 300),
    read_fault('point', jwd, place, false),
    code_fault('status', zt_dm, status)) as fault,
  jsonb_strip_nulls(jsonb_build_object('code', key, 'district', district, 'street', street, 'address', address, 'point', place,
    'status', status, 'updatedAt', to_char(gxsj at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) as data
from typed;

create view checked_site_visit as
with typed as materialized (
  select r.*, norm(visit_id) as key, ident(nullif(norm(uscc), '无')) as business, norm(address_code) as address, norm(result) as met, point(norm(r.point)) as place,
    norm(photo_digest) as photo, visited_at::timestamptz as visited, norm(grid_worker) as worker
  from raw_site_visit r
)
select 'site-visit'::text as dataset, key, array[(extract(epoch from updated_at) * 1000000)::bigint] as ord, false as deleted,
  '/push/site-visits'::text as at, visit_id as raw_key, null::bigint as line, null::int as revision, null::date as business_date, coalesce(
    case when key is null then '|key-unreadable' end,
    text_fault('visitId', key, true, 40),
    check_fault('uscc', business, false, uscc_ok(business), 'uscc'),
    text_fault('addressCode', address, true, 40),
    code_fault('result', result, case when met in ('found', 'not-found', 'unregistered') then met end),
    read_fault('point', t.point, place, false),
    check_fault('photoDigest', photo, false, photo ~ '^[0-9a-f]{64}$', 'matches'),
    read_fault('visitedAt', visited_at, visited, true),
    date_fault('visitedAt', (visited at time zone 'Asia/Shanghai')::date, null, landing_day()),
    text_fault('gridWorker', worker, true, 40)) as fault,
  jsonb_strip_nulls(jsonb_build_object('visitId', key, 'uscc', business, 'addressCode', address, 'result', met, 'point', place,
    'photoDigest', photo, 'visitedAt', to_char(visited at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'gridWorker', worker)) as data
from typed t;

create view checked_position_holder as
with typed as materialized (
  select *, norm(rzbh) as key, ident(djxh) as clean_djxh, norm(nsrmc) as business, norm(xm) as holder, clean_id(id_type, zjhm) as id,
    case norm(rzlx_dm) when '01' then 'legal-representative' when '02' then 'finance-head' when '03' then 'tax-handler' when '04' then 'accounting-agent' end as kind
  from raw_position_holder
  cross join lateral (select case norm(zjzl_dm) when '201' then 'resident-id' when '208' then 'permit' when '227' then 'passport' when '100' then 'uscc' end) as t(id_type)
)
select 'position-holder'::text as dataset, key, array[1]::bigint[] as ord, false as deleted, 'public.dj_rzxx'::text as at, rzbh as raw_key,
  null::bigint as line, null::int as revision, null::date as business_date, coalesce(
    case when key is null then '|key-unreadable' end,
    text_fault('positionId', key, true, 40),
    check_fault('djxh', clean_djxh, true, clean_djxh ~ '^\d{20}$', 'djxh'),
    text_fault('businessName', business, false, 200),
    code_fault('kind', rzlx_dm, kind),
    text_fault('name', holder, true, 200),
    code_fault('idType', zjzl_dm, id_type),
    check_fault('id', id, true, id_ok(id_type, id), 'identifier-of'),
    read_fault('from', rzrqq::text, rzrqq, true), date_fault('from', rzrqq, '1949-10-01', landing_day()),
    date_fault('to', rzrqz, '1949-10-01', null)) as fault,
  jsonb_strip_nulls(jsonb_build_object('positionId', key, 'djxh', clean_djxh, 'businessName', business, 'kind', kind, 'name', holder,
    'idType', id_type, 'id', id, 'from', rzrqq, 'to', rzrqz)) as data
from typed;

create view checked_enforcement_case as
with typed as materialized (
  select r.*, case_no(case_no) as key, case_no(judgment_no) as judgment, case_no(predecessor_no) as predecessor, norm(court) as clean_court,
    case norm(cause) when '民间借贷纠纷' then 'private-lending' when '买卖合同纠纷' then 'sale-contract' when '劳动争议' then 'labour' when '金融借款合同纠纷' then 'bank-lending' end as clean_cause,
    fen(amount) as clean_amount,
    case norm(stage) when '立案' then 'filed' when '执行中' then 'enforcing' when '终结本次执行' then 'suspended' when '结案' then 'closed' end as clean_stage,
    iso_date(filed_on) as filed, p.parties as clean_parties, p.fault as party_fault
  from raw_enforcement_case r
  left join lateral (
    select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('role', role, 'name', name, 'idType', id_type, 'id', id)) order by n) as parties,
      (array_agg(fault order by n) filter (where fault is not null))[1] as fault
    from (
      select n, role, name, id_type, id, coalesce(
        code_fault('parties.role', e ->> 'role', role),
        text_fault('parties.name', name, true, 200),
        code_fault('parties.idType', e ->> 'idType', id_type),
        check_fault('parties.id', id, true, id_ok(id_type, id), 'identifier-of')) as fault
      from (
        select n, e, role, norm(e ->> 'name') as name, id_type, clean_id(id_type, e ->> 'id') as id
        from jsonb_array_elements(case when jsonb_typeof(r.parties) = 'array' then r.parties else '[]' end) with ordinality as x(e, n)
        cross join lateral (select
          case norm(e ->> 'role') when '申请执行人' then 'applicant' when '被执行人' then 'debtor' end,
          case norm(e ->> 'idType') when '身份证' then 'resident-id' when '统一社会信用代码' then 'uscc' when '护照' then 'passport' when '通行证' then 'permit' end) as t(role, id_type)
      ) read
    ) checked
  ) p on true
)
select 'enforcement-case'::text as dataset, key, array[extract(epoch from updated_at) * 1000000, seq]::bigint[] as ord, deleted,
  '/api/enforcement-cases'::text as at, case_no as raw_key, null::bigint as line, null::int as revision, null::date as business_date,
  case when deleted then case when key is null then '|key-unreadable' end else coalesce(
    case when key is null then '|key-unreadable' end,
    check_fault('caseNo', key, true, case_no_ok(key), 'case-no'),
    check_fault('judgmentNo', judgment, false, case_no_ok(judgment), 'case-no'),
    check_fault('predecessorNo', predecessor, false, case_no_ok(predecessor), 'case-no'),
    text_fault('court', clean_court, true, 100),
    code_fault('cause', cause, clean_cause),
    read_fault('amount', amount, clean_amount, false), min_fault('amount', clean_amount, 0),
    code_fault('stage', stage, clean_stage),
    read_fault('filedOn', filed_on, filed, true), date_fault('filedOn', filed, '1990-01-01', landing_day()),
    case when parties is null or jsonb_typeof(parties) = 'null' then 'parties|required' when jsonb_typeof(parties) <> 'array' then 'parties|type' end,
    party_fault) end as fault,
  jsonb_strip_nulls(jsonb_build_object('caseNo', key, 'judgmentNo', judgment, 'predecessorNo', predecessor, 'court', clean_court,
    'cause', clean_cause, 'amount', clean_amount, 'stage', clean_stage, 'filedOn', filed, 'parties', coalesce(clean_parties, '[]'))) as data
from typed;

create view checked_case_funds as
with typed as materialized (
  select *, norm(movement_id) as key, case_no(case_no) as clean_case_no, case norm(direction) when '收' then 'received' when '付' then 'paid-out' end as clean_direction,
    fen(amount) as clean_amount, fen(principal) as clean_principal, fen(interest) as clean_interest, fen(costs) as clean_costs, iso_date(occurred_on) as occurred
  from raw_case_funds
)
select 'case-funds'::text as dataset, key, array[extract(epoch from updated_at) * 1000000, seq]::bigint[] as ord, deleted,
  '/api/case-funds'::text as at, movement_id as raw_key, null::bigint as line, null::int as revision, null::date as business_date,
  case when deleted then case when key is null then '|key-unreadable' end else coalesce(
    case when key is null then '|key-unreadable' end,
    text_fault('movementId', key, true, 40),
    check_fault('caseNo', clean_case_no, true, case_no_ok(clean_case_no), 'case-no'),
    code_fault('direction', direction, clean_direction),
    read_fault('amount', amount, clean_amount, true), min_fault('amount', clean_amount, 0),
    read_fault('principal', principal, clean_principal, false), min_fault('principal', clean_principal, 0),
    read_fault('interest', interest, clean_interest, false), min_fault('interest', clean_interest, 0),
    read_fault('costs', costs, clean_costs, false), min_fault('costs', clean_costs, 0),
    read_fault('occurredOn', occurred_on, occurred, true), date_fault('occurredOn', occurred, '1990-01-01', landing_day())) end as fault,
  jsonb_strip_nulls(jsonb_build_object('movementId', key, 'caseNo', clean_case_no, 'direction', clean_direction, 'amount', clean_amount,
    'principal', clean_principal, 'interest', clean_interest, 'costs', clean_costs, 'occurredOn', occurred)) as data
from typed;

-- v: settlementId, residentId, name, startedOn, endedOn, hospital, total, fundPaid, selfPay, ownPay, cashPay, reverses
create view checked_medical_settlement as
with typed as materialized (
  select *, norm(v[1]) as key, resident_id(v[2]) as resident_id, norm(v[3]) as person, compact_date(v[4]) as started, compact_date(v[5]) as ended,
    norm(v[6]) as hospital, fen(v[7]) as total, fen(v[8]) as fund_paid, fen(v[9]) as self_pay, fen(v[10]) as own_pay, fen(v[11]) as cash_pay, norm(v[12]) as reverses
  from raw_file_row where dataset = 'medical-settlement'
)
select dataset, key, array[business_date - date '1970-01-01', revision, line]::bigint[] as ord, false as deleted, name as at, v[1] as raw_key,
  line, revision, business_date, coalesce(
    '|' || defect,
    case when key is null then '|key-unreadable' end,
    text_fault('settlementId', key, true, 40),
    check_fault('residentId', resident_id, true, resident_ok(resident_id), 'resident-id'),
    text_fault('name', person, true, 100),
    read_fault('startedOn', v[4], started, true), date_fault('startedOn', started, '1990-01-01', landing_day()),
    read_fault('endedOn', v[5], ended, true), date_fault('endedOn', ended, '1990-01-01', landing_day()),
    text_fault('hospital', hospital, true, 100),
    read_fault('total', v[7], total, true), read_fault('fundPaid', v[8], fund_paid, true), read_fault('selfPay', v[9], self_pay, true),
    read_fault('ownPay', v[10], own_pay, true), read_fault('cashPay', v[11], cash_pay, true),
    text_fault('reverses', reverses, false, 40)) as fault,
  jsonb_strip_nulls(jsonb_build_object('settlementId', key, 'residentId', resident_id, 'name', person, 'startedOn', started, 'endedOn', ended,
    'hospital', hospital, 'total', total, 'fundPaid', fund_paid, 'selfPay', self_pay, 'ownPay', own_pay, 'cashPay', cash_pay, 'reverses', reverses)) as data
from typed;

-- v: residentId, name, birthDate, status
create view checked_resident as
with typed as materialized (
  select r.*, resident_id(v[1]) as key, resident_id(v[1]) as resident_id, norm(v[2]) as person, compact_date(v[3]) as birth_date,
    case norm(v[4]) when '1' then 'living' when '2' then 'deceased' when '3' then 'moved-away' end as status,
    f.former, f.fault as former_fault, nullif(btrim(v[5]), '') is not null and json_objects(v[5]) is null as former_unreadable
  from raw_file_row r
  left join lateral (
    select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('idType', id_type, 'id', id)) order by n) as former,
      (array_agg(fault order by n) filter (where fault is not null))[1] as fault
    from (
      select n, id_type, id, coalesce(code_fault('formerIds.idType', e ->> 'zjzl', id_type),
        check_fault('formerIds.id', id, true, id_ok(id_type, id), 'identifier-of')) as fault
      from (
        select n, e, id_type, clean_id(id_type, e ->> 'zjhm') as id
        from jsonb_array_elements(json_objects(r.v[5])) with ordinality as x(e, n)
        cross join lateral (select public_security_id_type(e ->> 'zjzl')) as t(id_type)
      ) read
    ) checked
  ) f on true
  where dataset = 'resident'
)
select dataset, key, array[business_date - date '1970-01-01', revision, line]::bigint[] as ord, false as deleted, name as at, v[1] as raw_key,
  line, revision, business_date, coalesce(
    '|' || defect,
    case when key is null then '|key-unreadable' end,
    check_fault('residentId', resident_id, true, resident_ok(resident_id), 'resident-id'),
    text_fault('name', person, true, 100),
    read_fault('birthDate', v[3], birth_date, true), date_fault('birthDate', birth_date, '1890-01-01', landing_day()),
    code_fault('status', v[4], status),
    case when former_unreadable then 'formerIds|type' end, former_fault) as fault,
  jsonb_strip_nulls(jsonb_build_object('residentId', resident_id, 'name', person, 'birthDate', birth_date, 'status', status, 'formerIds', former)) as data
from typed;

-- v: gxbh, gxlx, then name, type and number of the one, of the other, from, to
create view checked_family_relation as
with typed as materialized (
  select r.*, norm(v[1]) as key, case norm(v[2]) when '1' then 'marriage' when '2' then 'parent-child' end as kind,
    norm(v[3]) as person, t.id_type, clean_id(t.id_type, v[5]) as person_id,
    norm(v[6]) as relative, t.other_type, clean_id(t.other_type, v[8]) as relative_id, compact_date(v[9]) as from_day, compact_date(v[10]) as to_day
  from raw_file_row r
  cross join lateral (select public_security_id_type(v[4]), public_security_id_type(v[7])) as t(id_type, other_type)
  where r.dataset = 'family-relation'
)
select dataset, key, array[business_date - date '1970-01-01', revision, line]::bigint[] as ord, false as deleted, name as at, v[1] as raw_key,
  line, revision, business_date, coalesce(
    '|' || defect,
    case when key is null then '|key-unreadable' end,
    text_fault('relationNo', key, true, 40),
    code_fault('kind', v[2], kind),
    text_fault('personName', person, true, 100),
    code_fault('personIdType', v[4], id_type),
    check_fault('personId', person_id, true, id_ok(id_type, person_id), 'identifier-of'),
    text_fault('relativeName', relative, true, 100),
    code_fault('relativeIdType', v[7], other_type),
    check_fault('relativeId', relative_id, true, id_ok(other_type, relative_id), 'identifier-of'),
    read_fault('from', v[9], from_day, true), date_fault('from', from_day, '1900-01-01', landing_day()),
    read_fault('to', v[10], to_day, false), date_fault('to', to_day, '1900-01-01', landing_day())) as fault,
  jsonb_strip_nulls(jsonb_build_object('relationNo', key, 'kind', kind, 'personName', person, 'personIdType', id_type, 'personId', person_id,
    'relativeName', relative, 'relativeIdType', other_type, 'relativeId', relative_id, 'from', from_day, 'to', to_day)) as data
from typed;

-- v: entryRef, statementId, account, direction, currency, amount, bookedOn, remittance
create view checked_bank_statement as
with typed as materialized (
  select *, norm(v[1]) as key, norm(v[2]) as statement_id, norm(v[3]) as account, case norm(v[4]) when 'CRDT' then 'credit' when 'DBIT' then 'debit' end as direction,
    norm(v[5]) as currency, fen(v[6]) as amount, iso_date(v[7]) as booked_on, norm(v[8]) as remittance,
    case_no(substring(norm(v[8]) from '\(\d{4}\)[^()]{2,20}?号')) as case_no
  from raw_file_row where dataset = 'bank-statement'
)
select dataset, key, array[business_date - date '1970-01-01', revision, line]::bigint[] as ord, false as deleted, name as at, v[1] as raw_key,
  line, revision, business_date, coalesce(
    '|' || defect,
    case when key is null then '|key-unreadable' end,
    text_fault('entryRef', key, true, 40), text_fault('statementId', statement_id, true, 40), text_fault('account', account, true, 40),
    code_fault('direction', v[4], direction),
    check_fault('currency', currency, true, currency ~ '^[A-Z]{3}$', 'matches'),
    read_fault('amount', v[6], amount, true), min_fault('amount', amount, 0),
    read_fault('bookedOn', v[7], booked_on, true), date_fault('bookedOn', booked_on, '1990-01-01', landing_day()),
    text_fault('remittance', remittance, false, 500),
    check_fault('caseNo', case_no, false, case_no_ok(case_no), 'case-no')) as fault,
  jsonb_strip_nulls(jsonb_build_object('entryRef', key, 'statementId', statement_id, 'account', account, 'direction', direction, 'currency', currency,
    'amount', amount, 'bookedOn', booked_on, 'remittance', remittance, 'caseNo', case_no)) as data
from typed;

-- v: loanNo, unitNo, borrowerName, borrowerIdType, borrowerId, coBorrowerName, coBorrowerIdType, coBorrowerId, firstHome, amount, status, from, to
create view checked_housing_loan as
with typed as materialized (
  select r.*, norm(v[1]) as key, ident(v[2]) as unit_no, norm(v[3]) as borrower, clean_id(t.id_type, v[5]) as borrower_id, t.id_type,
    norm(v[6]) as other, t.other_type, clean_id(t.other_type, v[8]) as other_id,
    case when lower(norm(v[9])) in ('是', 'y', 'yes', '1', 't', 'true') then true when lower(norm(v[9])) in ('否', 'n', 'no', '0', 'f', 'false') then false end as first_home,
    fen(v[10]) as amount, case norm(v[11]) when '正常' then 'normal' when '逾期' then 'overdue' when '结清' then 'settled' end as status,
    compact_date(v[12]) as from_day, compact_date(v[13]) as to_day
  from raw_file_row r
  cross join lateral (select
    case norm(v[4]) when '身份证' then 'resident-id' when '护照' then 'passport' when '通行证' then 'permit' end,
    case norm(v[7]) when '身份证' then 'resident-id' when '护照' then 'passport' when '通行证' then 'permit' end) as t(id_type, other_type)
  where r.dataset = 'housing-loan'
)
select dataset, key, array[business_date - date '1970-01-01', revision, line]::bigint[] as ord, false as deleted, name as at, v[1] as raw_key,
  line, revision, business_date, coalesce(
    '|' || defect,
    case when key is null then '|key-unreadable' end,
    text_fault('loanNo', key, true, 40),
    check_fault('unitNo', unit_no, true, unit_ok(unit_no), 'unit-no'),
    text_fault('borrowerName', borrower, true, 100),
    code_fault('borrowerIdType', v[4], id_type),
    check_fault('borrowerId', borrower_id, true, id_ok(id_type, borrower_id), 'identifier-of'),
    text_fault('coBorrowerName', other, false, 100),
    case when norm(v[7]) is not null then code_fault('coBorrowerIdType', v[7], other_type) end,
    check_fault('coBorrowerId', other_id, false, id_ok(other_type, other_id), 'identifier-of'),
    read_fault('firstHome', v[9], first_home, true),
    read_fault('amount', v[10], amount, true), min_fault('amount', amount, 0),
    code_fault('status', v[11], status),
    read_fault('from', v[12], from_day, true), date_fault('from', from_day, '1990-01-01', landing_day()),
    read_fault('to', v[13], to_day, false), date_fault('to', to_day, '1990-01-01', null)) as fault,
  jsonb_strip_nulls(jsonb_build_object('loanNo', key, 'unitNo', unit_no, 'borrowerName', borrower, 'borrowerIdType', id_type, 'borrowerId', borrower_id,
    'coBorrowerName', other, 'coBorrowerIdType', other_type, 'coBorrowerId', other_id, 'firstHome', first_home, 'amount', amount,
    'status', status, 'from', from_day, 'to', to_day)) as data
from typed;

create view checked_sale_contract as
with typed as materialized (
  select r.*, norm(contract_no) as key, ident(unit_no) as clean_unit_no, case norm(kind) when '新建商品房' then 'new-home' when '存量房' then 'second-hand' end as clean_kind,
    fen(price) as clean_price, decimal_number(area) as clean_area, norm(address) as clean_address, iso_date(signed_on) as signed, iso_date(filed_on) as filed,
    case norm(status) when '已签约' then 'signed' when '已备案' then 'filed' when '已注销' then 'cancelled' end as clean_status,
    p.parties as clean_parties, p.fault as party_fault
  from raw_sale_contract r
  left join lateral (
    select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('role', role, 'name', name, 'idType', id_type, 'id', id)) order by n) as parties,
      (array_agg(fault order by n) filter (where fault is not null))[1] as fault
    from (
      select n, role, name, id_type, id, coalesce(
        code_fault('parties.role', e ->> 'role', role),
        text_fault('parties.name', name, true, 200),
        code_fault('parties.idType', e ->> 'idType', id_type),
        check_fault('parties.id', id, true, id_ok(id_type, id), 'identifier-of')) as fault
      from (
        select n, e, role, norm(e ->> 'name') as name, id_type, clean_id(id_type, e ->> 'id') as id
        from jsonb_array_elements(case when jsonb_typeof(r.parties) = 'array' then r.parties else '[]' end) with ordinality as x(e, n)
        cross join lateral (select
          case norm(e ->> 'role') when '出卖人' then 'seller' when '买受人' then 'buyer' end,
          case norm(e ->> 'idType') when '身份证' then 'resident-id' when '统一社会信用代码' then 'uscc' when '护照' then 'passport' when '通行证' then 'permit' end) as t(role, id_type)
      ) read
    ) checked
  ) p on true
)
select 'sale-contract'::text as dataset, key, array[extract(epoch from updated_at) * 1000000, seq]::bigint[] as ord, deleted,
  '/api/sale-contracts'::text as at, contract_no as raw_key, null::bigint as line, null::int as revision, null::date as business_date,
  case when deleted then case when key is null then '|key-unreadable' end else coalesce(
    case when key is null then '|key-unreadable' end,
    text_fault('contractNo', key, true, 40),
    check_fault('unitNo', clean_unit_no, true, unit_ok(clean_unit_no), 'unit-no'),
    code_fault('kind', kind, clean_kind),
    case when parties is null or jsonb_typeof(parties) = 'null' then 'parties|required' when jsonb_typeof(parties) <> 'array' then 'parties|type' end,
    party_fault,
    read_fault('price', price, clean_price, true), min_fault('price', clean_price, 0),
    read_fault('area', area, clean_area, false), min_fault('area', clean_area, 0), case when clean_area > 1000000 then 'area|max' end,
    text_fault('address', clean_address, false, 200),
    read_fault('signedOn', signed_on, signed, true), date_fault('signedOn', signed, '1998-01-01', landing_day()),
    read_fault('filedOn', filed_on, filed, false), date_fault('filedOn', filed, '1998-01-01', landing_day()),
    code_fault('status', status, clean_status)) end as fault,
  jsonb_strip_nulls(jsonb_build_object('contractNo', key, 'unitNo', clean_unit_no, 'kind', clean_kind, 'parties', coalesce(clean_parties, '[]'),
    'price', clean_price, 'area', clean_area, 'address', clean_address, 'signedOn', signed, 'filedOn', filed, 'status', clean_status)) as data
from typed;

-- the datasets above; all others of the catalogue are read by their declarations
create view hand_written as select dataset from unnest(array[
  'property-right', 'property-mortgage', 'property-seizure', 'property-application', 'taxpayer',
  'tax-arrears', 'position-holder', 'enforcement-case', 'case-funds', 'medical-settlement',
  'resident', 'family-relation', 'bank-statement', 'housing-loan', 'sale-contract', 'standard-address', 'site-visit']) as dataset;
