-- What a department means by what it writes: normalisation, identifiers with their check digits, money, dates.
-- Written from docs/contracts.md and the standards alone; nothing here may be copied from the jobs.
-- A reader returns null for what it can't read; a *_ok function says whether a normalised identifier is right.

-- the day on which the rows landed, Asia/Shanghai: no date of a row may lie after it
create table setting (landing_day date);
create function landing_day() returns date language sql stable parallel safe as $$ select landing_day from setting $$;

-- NFKC, without control and zero-width characters, white space collapsed and cut; null if nothing is left
create function norm(raw text) returns text language sql immutable parallel safe as $$
  select case
    when raw ~ '^[!-~]+( [!-~]+)*$' then raw
    else nullif(btrim(regexp_replace(regexp_replace(normalize(raw, NFKC),
      '[\u0001-\u0008\u000e-\u001b\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffd]', '', 'g'),
      '[\u0009-\u000d\u001c-\u0020\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+', ' ', 'g'), ' '), '')
  end
$$;

-- an identifier: normalised, without blanks, in capitals
create function ident(raw text) returns text language sql immutable parallel safe as $$
  select upper(replace(norm(raw), ' ', ''))
$$;

create function is_date(t text) returns boolean language sql immutable parallel safe as $$
  select coalesce(t ~ '^\d{4}-\d{2}-\d{2}$' and pg_input_is_valid(t, 'date'), false)
$$;

create function iso_date(raw text) returns date language sql immutable parallel safe as $$
  select case when is_date(norm(raw)) then norm(raw)::date end
$$;

-- yyyyMMdd
create function compact_date(raw text) returns date language sql immutable parallel safe as $$
  select case when norm(raw) ~ '^\d{8}$'
    then iso_date(substr(norm(raw), 1, 4) || '-' || substr(norm(raw), 5, 2) || '-' || substr(norm(raw), 7, 2)) end
$$;

-- yuan as text to fen: separators of thousands, a trailing unit, a lone dash for zero
create function fen(raw text) returns bigint language sql immutable parallel safe as $$
  select case
    when t in ('-', '--', '—') then 0
    when t ~ '^[¥$]?[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?(万|亿)?元?$' then (
      select case when f = trunc(f) and abs(f) < 9000000000000000000 then f::bigint end
      from (select regexp_replace(t, '[^-.0-9]', '', 'g')::numeric
        * case when t like '%亿%' then 10000000000 when t like '%万%' then 1000000 else 100 end) as x(f))
  end
  from (select replace(norm(raw), ' ', '')) as n(t)
$$;

create function plain_decimal(raw text) returns numeric language sql immutable parallel safe as $$
  select case when replace(norm(raw), ' ', '') ~ '^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$'
    then replace(replace(norm(raw), ' ', ''), ',', '')::numeric end
$$;

-- GB 11643-1999: ISO 7064 MOD 11-2 over 17 digits
create function resident_check_digit(d text) returns text language sql immutable parallel safe as $$
  select substr('10X98765432', 1 + (
    substr(d, 1, 1)::int * 7 + substr(d, 2, 1)::int * 9 + substr(d, 3, 1)::int * 10 + substr(d, 4, 1)::int * 5
    + substr(d, 5, 1)::int * 8 + substr(d, 6, 1)::int * 4 + substr(d, 7, 1)::int * 2 + substr(d, 8, 1)::int
    + substr(d, 9, 1)::int * 6 + substr(d, 10, 1)::int * 3 + substr(d, 11, 1)::int * 7 + substr(d, 12, 1)::int * 9
    + substr(d, 13, 1)::int * 10 + substr(d, 14, 1)::int * 5 + substr(d, 15, 1)::int * 8 + substr(d, 16, 1)::int * 4
    + substr(d, 17, 1)::int * 2) % 11, 1)
$$;

-- 18 characters; the old 15 digits are upgraded
create function resident_id(raw text) returns text language sql immutable parallel safe as $$
  select case
    when t ~ '^\d{15}$' then (select w || resident_check_digit(w) from (select substr(t, 1, 6) || '19' || substr(t, 7)) as x(w))
    else t end
  from (select ident(raw)) as n(t)
$$;

-- of the area only the province counts: codes change, and one that was valid at birth or issue stays in the number;
-- a foreigner's number has its province after the leading 9
create function resident_ok(id text) returns boolean language sql stable parallel safe as $$
  select case when id ~ '^\d{17}[\dX]$' and is_date(born)
    then resident_check_digit(substr(id, 1, 17)) = substr(id, 18, 1)
      and born between '1850-01-01' and landing_day()::text
      and case when id like '9%' then substr(id, 2, 2) else substr(id, 1, 2) end in (
        '11', '12', '13', '14', '15', '21', '22', '23', '31', '32', '33', '34', '35', '36', '37', '41', '42', '43', '44', '45', '46',
        '50', '51', '52', '53', '54', '61', '62', '63', '64', '65', '71', '81', '82', '83')
    else false end
  from (select substr(id, 7, 4) || '-' || substr(id, 11, 2) || '-' || substr(id, 13, 2)) as d(born)
$$;

-- GB 11714-1997: MOD 11 over 8 characters, the check digit last
create function organisation_ok(code text) returns boolean language sql immutable parallel safe as $$
  select substr('0123456789X', 1 + ((11 - sum((strpos('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', substr(code, i::int, 1)) - 1) * w) % 11) % 11)::int, 1)
    = substr(code, 9, 1)
  from unnest(array[3, 7, 9, 10, 5, 8, 4, 2]) with ordinality as weights(w, i)
$$;

-- GB 32100-2015: 18 of 0-9 and A-Y without I, O, S, V, Z, the area in digits, an organisation code within. Its own check character
-- (MOD 31) decides nothing: early pilot codes break it, and then the organisation code must be right, as it must be anyway.
create function uscc_ok(id text) returns boolean language sql immutable parallel safe as $$
  select coalesce(id ~ '^[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}$' and organisation_ok(substr(id, 9, 9)), false)
$$;

-- GB/T 37346-2019: parcel 6 + 3 + 3 + 2 + 5, fixture letter and 8 digits
create function unit_ok(id text) returns boolean language sql immutable parallel safe as $$
  select coalesce(id ~ '^\d{12}[GJZ][A-Z]\d{5}[FLQW]\d{8}$', false)
$$;

-- every kind of bracket round, no blanks
create function round_brackets(raw text) returns text language sql immutable parallel safe as $$
  select translate(norm(raw), '[{〔【〈《「]}〕】〉》」 ', '((((((()))))))')
$$;

-- 浙(2021)杭州市不动产权第0012345号, the number in seven digits
create function certificate_no(raw text) returns text language sql immutable parallel safe as $$
  select case when m is null then t else m[1] || lpad(ltrim(m[2], '0'), greatest(7, length(ltrim(m[2], '0'))), '0') || '号' end
  from (select round_brackets(raw)) as n(t)
  cross join lateral (select regexp_match(t, '^(\S\(\d{4}\)\S{2,30}不动产(?:权|证明)第)(\d{1,12})号$')) as x(m)
$$;

-- certificates of before the unified register have no common form
create function certificate_ok(no text) returns boolean language sql immutable parallel safe as $$
  select coalesce(no ~ '^\S\(\d{4}\)\S{2,30}不动产(权|证明)第\d{1,12}号$' or no ~ '(房权|房产|房地|国用|集用|土地|宅).*\d号?$', false)
$$;

-- 法〔2015〕137号: (year)court type number 号, the number without leading zeros; 字第 until 2016
create function case_no(raw text) returns text language sql immutable parallel safe as $$
  select case when m is null then t else m[1] || coalesce(nullif(ltrim(m[2], '0'), ''), '0') || m[3] end
  from (select round_brackets(raw)) as n(t)
  cross join lateral (select regexp_match(t, '^(\(\d{4}\).*[^\d-])(\d{1,9})((?:-\d{1,3})?号.*)$')) as x(m)
$$;

create function case_no_ok(id text) returns boolean language sql stable parallel safe as $$
  select case when id ~ '^\(\d{4}\)'
    then substr(id, 2, 4)::int between 1949 and extract(year from landing_day())
      and (id ~ '^\(\d{4}\)(最高法|[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新兵军]\d{0,4})[^\d\s()]{1,8}\d{1,9}号(之[一二三四五六七八九十百]{1,4})?$'
        or id ~ '^\(\d{4}\)[^\d\s()]{2,16}字第\d{1,9}(-\d{1,3})?号$' and substr(id, 2, 4) <= '2016')
    else false end
$$;

create function mobile(raw text) returns text language sql immutable parallel safe as $$
  select regexp_replace(replace(ident(raw), '-', ''), '^(\+|00)?86(?=1\d{10}$)', '')
$$;

create function subject_id(id_type text, id text) returns text language sql immutable parallel safe as $$
  select case id_type when 'resident-id' then 'person:' when 'uscc' then 'business:' when 'djxh' then 'djxh:'
    when 'unit-no' then 'unit:' when 'case-no' then 'case:' when 'passport' then 'passport:' when 'permit' then 'permit:' end || id
$$;
