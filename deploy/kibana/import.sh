#!/usr/bin/env bash
# Imports the data views and dashboards of one language into Kibana, and fails unless Kibana says that it took every one:
# it answers 200 even where it refused some.
#
#   KIBANA_URL=https://kibana.example:5601 KIBANA_API_KEY_FILE=/run/secrets/kibana deploy/kibana/import.sh [zh-CN|en]
#
# KIBANA_SPACE=<id> imports into a space; KIBANA_CA=<file> trusts a certificate authority of one's own.
set -euo pipefail

language="${1:-zh-CN}"
url="${KIBANA_URL:-http://127.0.0.1:5601}"
file="$(dirname "${BASH_SOURCE[0]}")/saved-objects/$language.ndjson"

fail() {
  echo "import.sh: $*" >&2
  exit 1
}

[ -f "$file" ] || fail "no such language: $language; there are zh-CN and en"
objects="$(grep -c . "$file")"

# the key comes by a file or the environment and goes to curl by its standard input: an argument would show in ps
key="${KIBANA_API_KEY:-}"
[ -z "${KIBANA_API_KEY_FILE:-}" ] || key="$(tr -d '\r\n' <"$KIBANA_API_KEY_FILE")"

options=(--silent --show-error --max-time 120 --request POST --header 'kbn-xsrf: taxbrain' --form "file=@$file;type=application/ndjson")
[ -z "${KIBANA_CA:-}" ] || options+=(--cacert "$KIBANA_CA")

answer="$(mktemp)"
trap 'rm -f "$answer"' EXIT
status="$(
  { [ -z "$key" ] || printf 'header = "Authorization: ApiKey %s"\n' "$key"; } |
    curl --config - "${options[@]}" --output "$answer" --write-out '%{http_code}' \
      "${url%/}${KIBANA_SPACE:+/s/$KIBANA_SPACE}/api/saved_objects/_import?overwrite=true"
)" || fail "Kibana does not answer at $url"

[ "$status" = 200 ] || fail "Kibana answered $status: $(head -c 500 "$answer")"
# a quotation mark within a title stands escaped, so these match Kibana's own words only
grep -q '"success":true' "$answer" && ! grep -q '"success":false' "$answer" ||
  fail "Kibana did not take everything: $(grep -o '"errors":.*' "$answer" | head -c 2000)"
grep -q "\"successCount\":$objects[,}]" "$answer" ||
  fail "Kibana took $(grep -o '"successCount":[0-9]*' "$answer" | tr -cd 0-9) of $objects objects"

echo "imported $objects objects ($language) into $url"
