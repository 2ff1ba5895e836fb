-- The court's own system behind its interface. The database holds the systems behind all departments' interfaces. Text columns hold what the interface sends, letter by letter.
CREATE SEQUENCE IF NOT EXISTS public.version_seq;

CREATE TABLE IF NOT EXISTS public.enforcement_case (
    case_no        text PRIMARY KEY,  -- caseNo
    judgment_no    text,              -- judgmentNo
    predecessor_no text,              -- predecessorNo
    court          text,
    cause          text,
    amount         text,              -- "1,100,000.00"
    stage          text,
    filed_on       text,              -- filedOn, yyyy-MM-dd
    parties        jsonb,             -- [{role, name, idType, id}]
    extra          jsonb,             -- fields that the agreement does not know, merged into the answer
    updated_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    seq            bigint NOT NULL DEFAULT nextval('public.version_seq'),
    deleted        boolean NOT NULL DEFAULT false
);
CREATE INDEX IF NOT EXISTS enforcement_case_by_version ON public.enforcement_case (updated_at, seq);

CREATE TABLE IF NOT EXISTS public.case_funds (
    movement_id text PRIMARY KEY,     -- movementId
    case_no     text,                 -- caseNo
    direction   text,
    amount      text,
    principal   text,
    interest    text,
    costs       text,
    occurred_on text,                 -- occurredOn, yyyy-MM-dd
    extra       jsonb,
    updated_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    seq         bigint NOT NULL DEFAULT nextval('public.version_seq'),
    deleted     boolean NOT NULL DEFAULT false
);
CREATE INDEX IF NOT EXISTS case_funds_by_version ON public.case_funds (updated_at, seq);

CREATE TABLE IF NOT EXISTS public.dishonest_debtor (
    listing_no  text PRIMARY KEY,     -- listingNo
    case_no     text,
    judgment_no text,
    court       text,
    name        text,
    id_type     text,
    id          text,
    performance text,
    conduct     text,
    listed_on   text,                 -- yyyy-MM-dd
    delisted_on text,
    extra       jsonb,
    updated_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    seq         bigint NOT NULL DEFAULT nextval('public.version_seq'),
    deleted     boolean NOT NULL DEFAULT false
);
CREATE INDEX IF NOT EXISTS dishonest_debtor_by_version ON public.dishonest_debtor (updated_at, seq);

CREATE TABLE IF NOT EXISTS public.applied_change (n bigint PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp());

-- The interfaces read with a role of its own; whoever runs the database creates it.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'court_reader') THEN
        GRANT USAGE ON SCHEMA public TO court_reader;
        GRANT SELECT ON ALL TABLES IN SCHEMA public TO court_reader;
    END IF;
END
$$;
