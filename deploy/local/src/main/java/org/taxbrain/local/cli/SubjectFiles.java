package org.taxbrain.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.schemas.check.Identifier;
import org.taxbrain.schemas.index.IndexNames;
import org.taxbrain.schemas.record.SubjectId;
import org.taxbrain.schemas.text.Text;

/** Finds files in the index, by every id that their subject is presented under. */
final class SubjectFiles implements FileLookup {
    private final Elasticsearch elasticsearch;

    SubjectFiles(Elasticsearch elasticsearch) {
        this.elasticsearch = elasticsearch;
    }

    @Override
    public Optional<JsonNode> find(String id) throws IOException, InterruptedException {
        List<String> candidates = candidates(id);
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", 2);
        ArrayNode ids = search.putObject("query").putObject("terms").putArray("identifiers");
        candidates.forEach(ids::add);
        JsonNode hits = elasticsearch
                .search(String.join(",", IndexNames.FILES), search)
                .path("hits")
                .path("hits");
        if (hits.size() > 1) {
            throw ambiguous();
        }
        return hits.isEmpty() ? Optional.empty() : Optional.of(hits.get(0).path("_source"));
    }

    @Override
    public String notFound() {
        return "No file has this id.";
    }

    static CliException ambiguous() {
        return new CliException(
                "This identifier stands in more than one file, as of different kinds: put its kind before"
                        + " it, as in passport:… or permit:…");
    }

    /** The subject ids that an identifier can mean: its kind is not asked for. */
    static List<String> candidates(String id) {
        String wanted = Text.normalise(id);
        if (wanted == null) {
            return List.of();
        }
        if (wanted.contains(":")) {
            return List.of(wanted);
        }
        return Stream.concat(
                        Identifier.taxpayerIds().stream().map(Identifier::of),
                        Stream.of(Identifier.UNIT_NO, Identifier.CASE_NO))
                .map(kind -> SubjectId.of(kind.id(), kind.normalise(wanted)))
                .distinct()
                .toList();
    }
}
