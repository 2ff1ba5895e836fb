package org.taxbrain.schemas.lineage;

import java.util.List;
import java.util.stream.Stream;

/**
 * Fields of a dataset from which FileJob derives a field of the index.
 *
 * @param index the field, behind the index's alias; fields below it are meant too
 * @param fields pointers; {@code *} stands for every element of a list
 */
record Feed(String index, String dataset, List<String> fields) {

    /** The paths of the fields as declarations write them, such as {@code holders.id}. */
    Stream<String> paths() {
        return fields.stream().map(f -> f.substring(1).replace("/*/", ".").replace('/', '.'));
    }
}
