#!/usr/bin/env bash
# Makes what is secret in /secrets, as far as it is missing; prints the fingerprint of the SFTP server's host key.
# prepare.sh runs it in a container.
#
# masters/ holds each secret once and is mounted nowhere; each other folder holds what one component reads, and is what
# it sees as /etc/taxbrain. A secret is changed by deleting its master.
set -euo pipefail

# whom every container runs as
reader=10001:10001
systems=(healthcare-security public-security bank treasury provident-fund court-files utilities exchange)
interfaces=(court housing market-regulation regional-bureaus)
jobs=(clean file index books)
umask 077
cd /secrets
mkdir -p masters

# made NAME COMMAND...: the master NAME is what the command prints, written whole or not at all
made() {
  local name=masters/$1
  shift
  [ -s "$name" ] || { "$@" >"$name.new" && mv "$name.new" "$name"; }
}

# give NAME[=NAME-THERE] COMPONENT...: copies a master to those who read it
give() {
  local name=${1%%=*} there=${1#*=} component
  shift
  for component in "$@"; do
    [ -d "$component" ] || install -d -m 700 -o "${reader%:*}" -g "${reader#*:}" "$component"
    install -m 400 -o "${reader%:*}" -g "${reader#*:}" "masters/$name" "$component/$there"
  done
}

password() { printf %s "$(openssl rand -hex 16)"; }

quarantine_key() { printf 'k1:%s\n' "$(openssl rand -hex 16)"; }

ec_key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:"$1"; }

# PKCS #8 in Base64, as the sample city reads it
bare() { sed '/^-----/d' "$1"; }

host_key() {
  ssh-keygen -q -t ecdsa -b 256 -N '' -C departments -f /tmp/host_key >/dev/null && cat /tmp/host_key
  rm -f /tmp/host_key /tmp/host_key.pub
}

# certificate NAME CN USE [HOST]...: a key and a certificate of our authority; renewed 30 days before it ends, or if it is
# to say something else
certificate() {
  local name=masters/$1 cn=$2 use=$3 host names=
  shift 3
  for host in "$@"; do names+=${names:+,}$host; done
  made "${name#masters/}.key" ec_key P-256
  if [ ! -s "$name.pem" ] || [ "$(cat "$name.says" 2>/dev/null)" != "$cn $use $names" ] || ! openssl x509 -in "$name.pem" -noout -checkend 2592000 >/dev/null ||
    ! openssl verify -CAfile masters/ca.pem "$name.pem" >/dev/null 2>&1 ||
    [ "$(openssl x509 -in "$name.pem" -noout -pubkey)" != "$(openssl pkey -in "$name.key" -pubout)" ]; then
    openssl req -new -key "$name.key" -subj "/CN=$cn" |
      openssl x509 -req -CA masters/ca.pem -CAkey masters/ca.key -days 398 -set_serial "0x$(openssl rand -hex 16)" \
        -extfile <(
          printf '%s\n' basicConstraints=critical,CA:false keyUsage=critical,digitalSignature "extendedKeyUsage=$use"
          [ -z "$names" ] || echo "subjectAltName=$names"
        ) -out "$name.pem.new" 2>/dev/null
    mv "$name.pem.new" "$name.pem"
    echo "$cn $use $names" >"$name.says"
  fi
  # clients of Kafka take both as one file
  cat "$name.key" "$name.pem" >"$name.both"
}

# ---- who trusts whom ------------------------------------------------------------------------------------------------

made ca.key ec_key P-256
made ca.pem openssl req -new -x509 -key masters/ca.key -subj "/CN=taxbrain authority" -days 3650 \
  -addext basicConstraints=critical,CA:true -addext keyUsage=critical,keyCertSign,cRLSign
give ca.pem postgres departments city kafka elasticsearch access pipelines "${jobs[@]}" kibana kibana-password

certificate postgres postgres serverAuth DNS:postgres
give postgres.pem=server.pem postgres
give postgres.key=server.key postgres
certificate elasticsearch elasticsearch serverAuth DNS:elasticsearch DNS:localhost IP:127.0.0.1
give elasticsearch.pem=server.pem elasticsearch
give elasticsearch.key=server.key elasticsearch
# a controller as well, which the broker reaches on the loopback address, and shows its certificate
certificate kafka kafka serverAuth,clientAuth DNS:kafka DNS:localhost IP:127.0.0.1
give kafka.both=kafka.pem kafka
# the certificate's name is Kafka's principal
certificate admin admin clientAuth
give admin.both=kafka.pem access
certificate pipelines pipelines clientAuth
give pipelines.both=kafka.pem pipelines
certificate jobs jobs clientAuth
give jobs.both=kafka.pem "${jobs[@]}"

# ---- the departments' side ------------------------------------------------------------------------------------------

for role in postgres department cdc court_api table_reader; do
  made "$role.password" password
  give "$role.password" postgres
done
give department.password city
give court_api.password departments
give cdc.password pipelines
give table_reader.password pipelines
for system in "${systems[@]}"; do
  made "$system.password" password
  give "$system.password" departments pipelines city
done
for system in "${interfaces[@]}"; do
  made "$system.api-key" password
  give "$system.api-key" departments pipelines
done
made host_key host_key
give host_key departments
made street-governance.push-secret password
give street-governance.push-secret city pipelines
# the bank encrypts what it hands over, and signs it
made bank.sm4-key openssl rand -hex 16
give bank.sm4-key city pipelines
made bank.sm2-key ec_key SM2
made bank.sm2-private-key bare masters/bank.sm2-key
give bank.sm2-private-key city
made bank.sm2-public-key openssl pkey -in masters/bank.sm2-key -pubout
give bank.sm2-public-key pipelines

# ---- ours -----------------------------------------------------------------------------------------------------------

made pepper password
give pepper pipelines "${jobs[@]}"
made quarantine.key quarantine_key
give quarantine.key clean
made elastic.password password
give elastic.password elasticsearch access kibana-password
# written by the container "access" when Elasticsearch runs: an API key a role, and those that components read
for keys in keys keys-pipelines keys-index; do
  [ -d "$keys" ] || install -d -m 700 -o "${reader%:*}" -g "${reader#*:}" "$keys"
done

# JobManager and TaskManager of a job know each other by one key that both have
for job in "${jobs[@]}"; do
  made "flink-$job.key" ec_key P-256
  made "flink-$job.pem" openssl req -new -x509 -key "masters/flink-$job.key" -subj "/CN=flink $job" -days 3650
  made "flink-$job.password" password
  made "flink-$job.p12" openssl pkcs12 -export -name flink -inkey "masters/flink-$job.key" -in "masters/flink-$job.pem" \
    -passout "file:masters/flink-$job.password"
  made "flink-$job.yaml" sed "s/PASSWORD/$(cat "masters/flink-$job.password")/" <<'PROPERTIES'
security.ssl.internal.enabled: true
security.ssl.internal.keystore: /etc/taxbrain/flink.p12
security.ssl.internal.keystore-type: PKCS12
security.ssl.internal.keystore-password: PASSWORD
security.ssl.internal.key-password: PASSWORD
security.ssl.internal.truststore: /etc/taxbrain/flink.p12
security.ssl.internal.truststore-type: PKCS12
security.ssl.internal.truststore-password: PASSWORD
PROPERTIES
  give "flink-$job.p12=flink.p12" "$job"
  give "flink-$job.yaml=flink.yaml" "$job"
done

# ---- profile dashboards ---------------------------------------------------------------------------------------------

certificate kibana kibana serverAuth DNS:kibana DNS:localhost IP:127.0.0.1
give kibana.pem=server.pem kibana
give kibana.key=server.key kibana
made kibana_system.password password
give kibana_system.password kibana-password
for name in security encryptedSavedObjects reporting; do made "kibana-$name.key" password; done
made kibana.yml cat <<PROPERTIES
elasticsearch.password: "$(cat masters/kibana_system.password)"
xpack.security.encryptionKey: "$(cat masters/kibana-security.key)"
xpack.encryptedSavedObjects.encryptionKey: "$(cat masters/kibana-encryptedSavedObjects.key)"
xpack.reporting.encryptionKey: "$(cat masters/kibana-reporting.key)"
PROPERTIES
give kibana.yml kibana

ssh-keygen -lf masters/host_key | cut -d' ' -f2
