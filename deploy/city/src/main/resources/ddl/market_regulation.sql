-- The market regulator's own system behind its interface: columns in the camel case of JSON, dates yyyy-MM-dd, amounts in 万元.
CREATE SEQUENCE IF NOT EXISTS public.version_seq;

CREATE TABLE IF NOT EXISTS public.business_licence (
    uscc text PRIMARY KEY,
    name text,
    kind text,
    address text,
    representative_name text,
    representative_id_type text,
    representative_id text,
    capital text,
    scope text,
    status text,
    established_on text,
    term_from text,
    term_to text,
    extra       jsonb,
    updated_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    seq         bigint NOT NULL DEFAULT nextval('public.version_seq'),
    deleted     boolean NOT NULL DEFAULT false
);
CREATE INDEX IF NOT EXISTS business_licence_by_version ON public.business_licence (updated_at, seq);

CREATE TABLE IF NOT EXISTS public.shareholder (
    contribution_no text PRIMARY KEY,
    uscc text,
    business_name text,
    name text,
    id_type text,
    id text,
    subscribed text,
    paid_in text,
    share text,
    form text,
    contributed_on text,
    left_on text,
    extra       jsonb,
    updated_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    seq         bigint NOT NULL DEFAULT nextval('public.version_seq'),
    deleted     boolean NOT NULL DEFAULT false
);
CREATE INDEX IF NOT EXISTS shareholder_by_version ON public.shareholder (updated_at, seq);
