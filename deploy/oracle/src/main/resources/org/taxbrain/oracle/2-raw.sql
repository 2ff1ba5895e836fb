-- The sources as they are, letter by letter; what they mean is for 3-checked.sql.

create unlogged table raw_property_right (
  ywh text, bdcdyh text, bdcqzh text, qllx text, qlr jsonb, jzmj numeric, yt text, zl text, qdjg numeric, djrq date, zxrq date);

create unlogged table raw_property_mortgage (
  ywh text, bdcdyh text, dyqr text, dyqrzjh text, bdbzzqse numeric, djrq date, zxrq date);

create unlogged table raw_property_seizure (
  ywh text, bdcdyh text, cflx text, ycfywh text, cfjg text, cfwh text, djrq date, cfqssj date, cfjssj date);

create unlogged table raw_property_application (
  slbh text, bdcdyh text, ywlx text, sqr jsonb, slrq date, blhj text);

create unlogged table raw_taxpayer (
  djxh text, nsrmc text, zjzl_dm text, zjhm text, nsrzt_dm text, zcdz text, hy_mc text, zgswj_mc text, sjhm text, djrq date);

create unlogged table raw_tax_arrears (
  qsbh text, djxh text, zsxm_mc text, skssqq date, skssqz date, jkqx date, ybse numeric, qjye numeric, sjrq date);

create unlogged table raw_position_holder (
  rzbh text, djxh text, nsrmc text, rzlx_dm text, xm text, zjzl_dm text, zjhm text, rzrqq date, rzrqz date);

create unlogged table raw_standard_address (
  dzbm text, xzqh_dm text, jd_mc text, dzqc text, jwd text, zt_dm text, gxsj timestamptz);

create unlogged table raw_site_visit (
  visit_id text, uscc text, address_code text, result text, point text, photo_digest text, visited_at text, grid_worker text, updated_at timestamptz);

create unlogged table raw_enforcement_case (
  case_no text, judgment_no text, predecessor_no text, court text, cause text, amount text, stage text, filed_on text, parties jsonb,
  updated_at timestamptz, seq bigint, deleted boolean);

create unlogged table raw_case_funds (
  movement_id text, case_no text, direction text, amount text, principal text, interest text, costs text, occurred_on text,
  updated_at timestamptz, seq bigint, deleted boolean);

create unlogged table raw_sale_contract (
  contract_no text, unit_no text, kind text, parties jsonb, price text, area text, address text, signed_on text, filed_on text, status text,
  updated_at timestamptz, seq bigint, deleted boolean);

-- every delivery that a department made and that its control file bears out
create unlogged table delivery (
  dataset text, name text, business_date date, revision int, row_count bigint, primary key (dataset, business_date, revision));

-- one row of a file; v holds the values in the order of the schema's fields
create unlogged table raw_file_row (dataset text, name text, business_date date, revision int, line bigint, defect text, v text[]);

-- one row of a table or an interface, of a dataset without tables of its own here; v as above
create unlogged table raw_table_row (dataset text, at text, ord bigint[], deleted boolean, v text[]);

create view plain_row as
  select dataset, at, ord, deleted, null::bigint as line, null::int as revision, null::date as business_date, null::text as defect, v
  from raw_table_row
  union all
  select dataset, name, array[business_date - date '1970-01-01', revision, line]::bigint[], false, line, revision, business_date, defect, v
  from raw_file_row;

-- datasets for which no query is written by hand: whether a file is the whole, whether rows never show in a business's file
create unlogged table plain_dataset (dataset text primary key, whole boolean, person_only boolean);

-- whose their rows are, as declared
create unlogged table plain_presented (dataset text, key text, kind text, presented_as text, role text, name text, name_rank int);

-- the generator's truth
create unlogged table truth_dirty (dataset text, key text, at text, line bigint, revision int, kind text, rule text, field text, phase text);
create unlogged table truth_mended (dataset text, key text);
