-- What other regions' bureaus offer by an interface. Text columns hold what it sends, letter by letter.
CREATE TABLE IF NOT EXISTS public.foreign_credit_rating (
    rating_no     text PRIMARY KEY,   -- ratingNo
    uscc          text,
    name          text,
    region        text,               -- division code
    bureau        text,
    year          text,
    grade         text,
    score         text,
    published_on  text,               -- publishedOn, yyyy-MM-dd
    recognised_to text,               -- recognisedTo, yyyy-MM-dd
    remark        text,
    extra         jsonb,
    updated_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    seq           bigint NOT NULL DEFAULT nextval('public.version_seq'),
    deleted       boolean NOT NULL DEFAULT false
);
CREATE INDEX IF NOT EXISTS foreign_credit_rating_by_version ON public.foreign_credit_rating (updated_at, seq);
