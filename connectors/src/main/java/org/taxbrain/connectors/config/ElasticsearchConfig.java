package org.taxbrain.connectors.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Where Elasticsearch is. */
@ConfigMapping(prefix = "taxbrain.elasticsearch")
public interface ElasticsearchConfig {
    @WithDefault("http://127.0.0.1:9200")
    URI url();
}
