#!/usr/bin/env bash
# prepare.sh [FOLDER]: builds the images, makes what is secret, and writes .env for docker-compose. README.md tells more.
#
# FOLDER (this one unless told otherwise) gets .env and secrets/. Run again, it keeps every secret, makes those that are
# missing, renews certificates that end within 30 days, and takes up images that were built anew.
#   TAXBRAIN_ELASTICSEARCH_PORT   on 127.0.0.1, where the index is searched (9200)
#   TAXBRAIN_KIBANA_PORT          on 127.0.0.1, profile dashboards (5601)
#   TAXBRAIN_TAXPAYERS, TAXBRAIN_SEED   of the sample city (300, 3)
#   TAXBRAIN_JAVA_OPTS            options of every JVM of the jobs
#   TAXBRAIN_OFFICIAL_ELASTICSEARCH, TAXBRAIN_OFFICIAL_KIBANA   images of the profile dashboards (8.19.21)
#   TAXBRAIN_KEEP_IMAGES          true: builds no image, and keeps those of .env
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=${1:-$here}
images=(postgres departments city kafka elasticsearch pipelines jobs sftp)
umask 077

mkdir -p "$folder/secrets"
folder=$(cd "$folder" && pwd)
tags() {
  if [ "${TAXBRAIN_KEEP_IMAGES:-}" = true ]; then
    sed -n 's/^TAXBRAIN_IMAGE_[A-Z]*=//p' "$folder/.env"
  else
    "$here/../images/build.sh" "${images[@]}"
  fi
}
declare -A tags
while IFS= read -r tag; do
  name=${tag%%:*}
  tags[${name#taxbrain/}]=$tag
done < <(tags)
for name in "${images[@]}"; do
  [ -n "${tags[$name]:-}" ] || {
    echo "there is no image $name, see above" >&2
    exit 1
  }
done

# in a container: it has openssl and ssh-keygen, and may give files to the user that reads them
fingerprint=$(docker run --rm --network none --user 0:0 --read-only --tmpfs /tmp --security-opt no-new-privileges \
  --cap-drop ALL --cap-add CHOWN --cap-add DAC_OVERRIDE --cap-add FOWNER \
  -v "$folder/secrets:/secrets" -v "$here/secrets.sh:/secrets.sh:ro" --entrypoint bash "${tags[sftp]}" /secrets.sh)

# what was set before holds until it is set anew
kept() {
  local before=
  [ ! -f "$folder/.env" ] || before=$(sed -n "s/^$1=//p" "$folder/.env")
  printf '%s=%s\n' "$1" "${!1:-${before:-$2}}"
}
{
  kept COMPOSE_PROJECT_NAME taxbrain
  for name in "${images[@]}"; do
    echo "TAXBRAIN_IMAGE_${name^^}=${tags[$name]}"
  done
  echo "TAXBRAIN_SECRETS=$folder/secrets"
  echo "TAXBRAIN_SFTP_HOST_KEY=$fingerprint"
  kept TAXBRAIN_ELASTICSEARCH_PORT 9200
  kept TAXBRAIN_KIBANA_PORT 5601
  kept TAXBRAIN_TAXPAYERS 300
  kept TAXBRAIN_SEED 3
  kept TAXBRAIN_JAVA_OPTS ''
  kept TAXBRAIN_OFFICIAL_ELASTICSEARCH docker.elastic.co/elasticsearch/elasticsearch:8.19.21
  kept TAXBRAIN_OFFICIAL_KIBANA docker.elastic.co/kibana/kibana:8.19.21
} >"$folder/.env.new"
mv "$folder/.env.new" "$folder/.env"
echo "ready: docker-compose --profile core up -d"
