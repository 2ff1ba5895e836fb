#!/bin/bash
# Gives Elasticsearch's user kibana_system the password that Kibana was told.
set -euo pipefail
# secrets by standard input and files, as arguments are seen by whoever lists processes
curl --fail --silent --show-error --cacert /etc/taxbrain/ca.pem \
  --config <(printf 'user = "elastic:%s"\n' "$(</etc/taxbrain/elastic.password)") \
  --header 'Content-Type: application/json' \
  --data @<(printf '{"password":"%s"}' "$(</etc/taxbrain/kibana_system.password)") \
  https://elasticsearch:9200/_security/user/kibana_system/_password
