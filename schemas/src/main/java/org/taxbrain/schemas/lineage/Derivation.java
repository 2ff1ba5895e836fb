package org.taxbrain.schemas.lineage;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How a value of a file that no department delivers comes about.
 *
 * @param rule in words; docs/contracts.md has the same
 * @param dataset whose rows it is computed from
 * @param counts which of them go into it
 * @param fields pointers of the fields that go into it
 */
record Derivation(String rule, String dataset, Predicate<Item> counts, Function<Item, List<String>> fields) {}
