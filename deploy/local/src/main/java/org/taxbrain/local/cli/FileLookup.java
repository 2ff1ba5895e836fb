package org.taxbrain.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;

/** Where files are found: in the index as they are, or in the history as they were. */
interface FileLookup {
    /**
     * The file of a taxpayer, unit or case.
     *
     * @param id an identifier of any kind, or a subject id such as {@code business:9133…}
     * @throws CliException if it can mean more than one subject
     */
    Optional<JsonNode> find(String id) throws IOException, InterruptedException;

    /** What to say if there is none. */
    String notFound() throws IOException, InterruptedException;
}
