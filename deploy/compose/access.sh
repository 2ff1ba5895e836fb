#!/bin/bash
# Gives everybody his rights: Kafka's access rules, Elasticsearch's roles and an API key a role, and to each component
# the key that it reads.
set -euo pipefail

# give ROLE COMPONENT: whole or not at all, as somebody may be reading it
give() {
  local there=/var/lib/keys-$2/elasticsearch.api-key
  install -m 400 "/var/lib/keys/$1.api-key" "$there.new"
  mv "$there.new" "$there"
}

run-java org.taxbrain.pipelines.KafkaAccessMain
run-java org.taxbrain.pipelines.ElasticsearchAccessMain
give index-keeper pipelines
give jobs-writer index
