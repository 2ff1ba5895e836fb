-- The housing bureau's own system behind its interface: columns in the camel case of JSON, dates yyyy-MM-dd, amounts "1,100,000.00".
CREATE SEQUENCE IF NOT EXISTS public.version_seq;

CREATE TABLE IF NOT EXISTS public.sale_contract (
    contract_no text PRIMARY KEY,
    unit_no text,
    kind text,
    parties jsonb,
    price text,
    area text,
    address text,
    signed_on text,
    filed_on text,
    status text,
    extra       jsonb,
    updated_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    seq         bigint NOT NULL DEFAULT nextval('public.version_seq'),
    deleted     boolean NOT NULL DEFAULT false
);
CREATE INDEX IF NOT EXISTS sale_contract_by_version ON public.sale_contract (updated_at, seq);

CREATE TABLE IF NOT EXISTS public.home_count (
    query_no text PRIMARY KEY,
    resident_id text,
    name text,
    district_group text,
    homes text,
    own text,
    spouse text,
    minors text,
    marital_status text,
    counted_on text,
    extra       jsonb,
    updated_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    seq         bigint NOT NULL DEFAULT nextval('public.version_seq'),
    deleted     boolean NOT NULL DEFAULT false
);
CREATE INDEX IF NOT EXISTS home_count_by_version ON public.home_count (updated_at, seq);
