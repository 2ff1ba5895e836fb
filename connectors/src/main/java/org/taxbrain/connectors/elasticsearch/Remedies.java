package org.taxbrain.connectors.elasticsearch;

/** What somebody must do when Elasticsearch refuses everything. */
final class Remedies {
    private Remedies() {}

    static String of(int status) {
        return switch (status) {
            case 401 ->
                "check the API key (taxbrain.elasticsearch.api-key or api-key-file; a changed file is taken up by itself)";
            case 403 -> "give the API key the rights to write these indices, or lift the block on the index";
            case 404 ->
                "check taxbrain.elasticsearch.url, and that the pipelines application, which makes the indices, has started";
            default ->
                "check that taxbrain.elasticsearch.url leads to Elasticsearch and not to something else, and that no index is closed";
        };
    }
}
