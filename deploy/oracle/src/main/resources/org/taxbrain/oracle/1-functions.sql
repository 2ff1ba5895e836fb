-- What a department means by what it writes: normalisation, identifiers with their check digits, money, dates.
-- Written from docs/contracts.md and the standards alone; nothing here may be copied from the jobs.
-- A reader returns null for what it can't read; a *_ok function says whether a normalised identifier is right.
-- PL/pgSQL, as it keeps plans and values: a function in SQL would evaluate its argument again at every mention.

-- the day on which the rows landed, Asia/Shanghai: no date of a row may lie after it
create unlogged table setting (landing_day date);
create function landing_day() returns date language sql stable parallel safe as $$ select landing_day from setting $$;

-- NFKC, without control and zero-width characters, white space collapsed and cut; null if nothing is left
create function norm(raw text) returns text language plpgsql immutable strict parallel safe as $$
begin
  if raw ~ '^[!-~\u4e00-\u9fa5]+$' then
    return raw; -- printable ASCII and common ideographs are normal as they are: most values
  end if;
  return nullif(btrim(regexp_replace(regexp_replace(normalize(raw, NFKC),
      '[\u0001-\u0008\u000e-\u001b\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffd]', '', 'g'),
      '[\u0009-\u000d\u001c-\u0020\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+', ' ', 'g'), ' '), '');
end $$;

-- an identifier: normalised, without blanks, in capitals
create function ident(raw text) returns text language plpgsql immutable strict parallel safe as $$
begin
  return upper(replace(norm(raw), ' ', ''));
end $$;

-- a JSON array of objects; null of every other text, and of JSON that is something else
create function json_objects(raw text) returns jsonb language plpgsql immutable strict parallel safe as $$
declare
  t jsonb;
begin
  if pg_input_is_valid(raw, 'jsonb') then
    t := raw::jsonb;
    if jsonb_typeof(t) = 'array' then
      return case when not exists (select from jsonb_array_elements(t) e where jsonb_typeof(e) <> 'object') then t end;
    end if;
  end if;
  return null;
end $$;

-- a place: longitude, latitude
create function point(t text) returns text language plpgsql immutable strict parallel safe as $$
begin
  return case when t ~ '^\d{1,3}(\.\d+)?, ?\d{1,2}(\.\d+)?$' and split_part(t, ',', 1)::numeric <= 180 and split_part(t, ',', 2)::numeric <= 90
    then 'POINT (' || trim_scale(split_part(t, ',', 1)::numeric) || ' ' || trim_scale(split_part(t, ',', 2)::numeric) || ')' end;
end $$;

create function is_date(t text) returns boolean language plpgsql immutable strict parallel safe as $$
begin
  return t ~ '^\d{4}-\d{2}-\d{2}$' and pg_input_is_valid(t, 'date');
end $$;

create function iso_date(raw text) returns date language plpgsql immutable strict parallel safe as $$
declare
  t text := norm(raw);
begin
  return case when is_date(t) then t::date end;
end $$;

-- yyyyMMdd
create function compact_date(raw text) returns date language plpgsql immutable strict parallel safe as $$
declare
  t text := norm(raw);
begin
  return case when length(t) = 8 then iso_date(substr(t, 1, 4) || '-' || substr(t, 5, 2) || '-' || substr(t, 7, 2)) end;
end $$;

-- yuan as text to fen: separators of thousands, a trailing unit, a lone dash for zero; a part of a fen is no amount
create function fen(raw text) returns bigint language plpgsql immutable strict parallel safe as $$
declare
  t text := replace(norm(raw), ' ', '');
  amount numeric;
begin
  if t in ('-', '--', '—') then
    return 0;
  end if;
  if t !~ '^[¥$]?[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?(万|亿)?元?$' then
    return null;
  end if;
  amount := case when t ~ '^[0-9.-]+$' then t else regexp_replace(t, '[^-.0-9]', '', 'g') end::numeric
    * case when t like '%亿%' then 10000000000 when t like '%万%' then 1000000 else 100 end;
  return case when amount = trunc(amount) and abs(amount) < 9000000000000000000 then amount::bigint end;
end $$;

create function fen(yuan numeric) returns bigint language sql immutable parallel safe as $$
  select case when yuan * 100 = trunc(yuan * 100) then (yuan * 100)::bigint end
$$;

-- GB 11643-1999: ISO 7064 MOD 11-2 over 17 digits
create function resident_check_digit(d text) returns text language plpgsql immutable strict parallel safe as $$
declare
  weights constant int[] := array[7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  total int := 0;
begin
  for i in 1..17 loop
    total := total + (ascii(substr(d, i, 1)) - 48) * weights[i];
  end loop;
  return substr('10X98765432', 1 + total % 11, 1);
end $$;

-- 18 characters; the old 15 digits are upgraded
create function resident_id(raw text) returns text language plpgsql immutable strict parallel safe as $$
declare
  t text := ident(raw);
begin
  if t ~ '^\d{15}$' then
    t := substr(t, 1, 6) || '19' || substr(t, 7);
    return t || resident_check_digit(t);
  end if;
  return t;
end $$;

-- of the area only the province counts: codes change, and one that was valid at birth or issue stays in the number;
-- a foreigner's number has its province after the leading 9
create function resident_ok(id text) returns boolean language plpgsql stable strict parallel safe as $$
declare
  born text := substr(id, 7, 4) || '-' || substr(id, 11, 2) || '-' || substr(id, 13, 2);
begin
  return id ~ '^\d{17}[\dX]$' and resident_check_digit(substr(id, 1, 17)) = substr(id, 18, 1)
    and is_date(born) and born between '1850-01-01' and landing_day()::text
    and case when id like '9%' then substr(id, 2, 2) else substr(id, 1, 2) end = any (array[
      '11', '12', '13', '14', '15', '21', '22', '23', '31', '32', '33', '34', '35', '36', '37', '41', '42', '43', '44', '45', '46',
      '50', '51', '52', '53', '54', '61', '62', '63', '64', '65', '71', '81', '82', '83']);
end $$;

-- GB 11714-1997: MOD 11 over 8 characters, the check digit last
create function organisation_ok(code text) returns boolean language plpgsql immutable strict parallel safe as $$
declare
  weights constant int[] := array[3, 7, 9, 10, 5, 8, 4, 2];
  total int := 0;
begin
  for i in 1..8 loop
    total := total + (strpos('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', substr(code, i, 1)) - 1) * weights[i];
  end loop;
  return substr('0123456789X', 1 + (11 - total % 11) % 11, 1) = substr(code, 9, 1);
end $$;

-- GB 32100-2015: 18 of 0-9 and A-Y without I, O, S, V, Z, the area in digits, an organisation code within. Its own check character
-- (MOD 31) decides nothing: early pilot codes break it, and then the organisation code must be right, as it must be anyway.
create function uscc_ok(id text) returns boolean language plpgsql immutable strict parallel safe as $$
begin
  return id ~ '^[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}$' and organisation_ok(substr(id, 9, 9));
end $$;

-- GB/T 37346-2019: parcel 6 + 3 + 3 + 2 + 5, fixture letter and 8 digits
create function unit_ok(id text) returns boolean language sql immutable parallel safe as $$
  select id ~ '^\d{12}[GJZ][A-Z]\d{5}[FLQW]\d{8}$'
$$;

-- every kind of bracket round, no blanks
create function round_brackets(raw text) returns text language plpgsql immutable strict parallel safe as $$
begin
  return translate(norm(raw), '[{〔【〈《「]}〕】〉》」 ', '((((((()))))))');
end $$;

-- 浙(2021)杭州市不动产权第0012345号, the number in seven digits
create function certificate_no(raw text) returns text language plpgsql immutable strict parallel safe as $$
declare
  t text := round_brackets(raw);
  m text[] := regexp_match(t, '^(\S\(\d{4}\)\S{2,30}不动产(?:权|证明)第)0*(\d{1,12})号$');
begin
  return case when m is null then t else m[1] || lpad(m[2], greatest(7, length(m[2])), '0') || '号' end;
end $$;

-- certificates of before the unified register have no common form
create function certificate_ok(no text) returns boolean language sql immutable parallel safe as $$
  select no ~ '^\S\(\d{4}\)\S{2,30}不动产(权|证明)第\d{1,12}号$' or no ~ '(房权|房产|房地|国用|集用|土地|宅).*\d号?$'
$$;

-- 法〔2015〕137号: (year)court type number 号, the number without leading zeros; 字第 until 2016
create function case_no(raw text) returns text language plpgsql immutable strict parallel safe as $$
declare
  t text := round_brackets(raw);
  m text[] := regexp_match(t, '^(\(\d{4}\).*[^\d-])(\d{1,9})((?:-\d{1,3})?号.*)$');
begin
  return case when m is null then t else m[1] || coalesce(nullif(ltrim(m[2], '0'), ''), '0') || m[3] end;
end $$;

create function case_no_ok(id text) returns boolean language plpgsql stable strict parallel safe as $$
begin
  return id ~ '^\(\d{4}\)' and substr(id, 2, 4)::int between 1949 and extract(year from landing_day())
    and (id ~ '^\(\d{4}\)(最高法|[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新兵军]\d{0,4})[^\d\s()]{1,8}\d{1,9}号(之[一二三四五六七八九十百]{1,4})?$'
      or id ~ '^\(\d{4}\)[^\d\s()]{2,16}字第\d{1,9}(-\d{1,3})?号$' and substr(id, 2, 4) <= '2016');
end $$;

create function mobile(raw text) returns text language plpgsql immutable strict parallel safe as $$
begin
  return regexp_replace(replace(ident(raw), '-', ''), '^(\+|00)?86(?=1\d{10}$)', '');
end $$;

create function subject_id(id_type text, id text) returns text language sql immutable parallel safe as $$
  select case id_type when 'resident-id' then 'person:' when 'uscc' then 'business:' when 'djxh' then 'djxh:'
    when 'unit-no' then 'unit:' when 'case-no' then 'case:' when 'passport' then 'passport:' when 'permit' then 'permit:' end || id
$$;

-- a whole number, thousands set apart by commas or not
create function whole(raw text) returns bigint language plpgsql immutable strict parallel safe as $$
declare
  n numeric := decimal_number(raw);
begin
  return case when n = trunc(n) and abs(n) < 9000000000000000000 then n::bigint end;
end $$;

create function decimal_number(raw text) returns numeric language plpgsql immutable strict parallel safe as $$
declare
  m text[] := regexp_match(norm(raw), '^([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?) ?([万亿])?$');
begin
  return trim_scale(rtrim(replace(m[1], ',', ''), '.')::numeric * case m[2] when '万' then 10000 when '亿' then 100000000 else 1 end);
end $$;

-- 万元 where no unit is written
create function fen_of_wan(raw text) returns bigint language sql immutable strict parallel safe as $$
  select case when norm(raw) ~ '[元万亿]' then fen(raw) else fen(raw) * 10000 end
$$;

create function truth_value(raw text) returns boolean language sql immutable strict parallel safe as $$
  select case when lower(norm(raw)) in ('是', 'y', 'yes', '1', 't', 'true') then true when lower(norm(raw)) in ('否', 'n', 'no', '0', 'f', 'false') then false end
$$;

-- by a regular expression with the groups year, month, day
create function date_by(form text, raw text) returns date language plpgsql immutable strict parallel safe as $$
declare
  m text[] := regexp_match(norm(raw), form);
begin
  return iso_date(m[1] || '-' || lpad(m[2], 2, '0') || '-' || lpad(m[3], 2, '0'));
end $$;

-- an ISO instant as it stands in documents; without a zone it is Asia/Shanghai's
create function instant(raw text) returns text language plpgsql immutable strict parallel safe as $$
declare
  t text := norm(raw);
  at timestamptz;
begin
  if t !~ '^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$' or not pg_input_is_valid(t, 'timestamptz') then
    return null;
  end if;
  at := case when t ~ '(Z|[+-]\d{2}:?\d{2})$' then t::timestamptz else t::timestamp at time zone 'Asia/Shanghai' end;
  return to_char(date_trunc('milliseconds', at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
end $$;

-- the day of an instant in Asia/Shanghai
create function day_of(instant text) returns date language sql immutable strict parallel safe as $$
  select (instant::timestamptz at time zone 'Asia/Shanghai')::date
$$;
