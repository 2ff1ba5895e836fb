package org.taxbrain.jobs.clean;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.taxbrain.schemas.catalogue.Dataset;

/**
 * The declarations that an operator has met, by hash, in the form that it works with. Of one operator, and not safe for threads.
 *
 * @param <T> that form
 */
public final class Declarations<T> implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final CatalogueAccess.Lookup catalogue;
    private final Function<Dataset, T> compiler;
    private final Map<String, T> compiled = new HashMap<>();
    /** When to ask again for those that were not there: each question may wait long. */
    private final Map<String, Long> askAgainAt = new HashMap<>();

    public Declarations(CatalogueAccess.Lookup catalogue, Function<Dataset, T> compiler) {
        this.catalogue = catalogue;
        this.compiler = compiler;
    }

    /** Null if the catalogue has no such declaration. */
    public T get(String hash) {
        T known = compiled.get(hash);
        if (known != null) {
            return known;
        }
        Long later = askAgainAt.get(hash);
        if (later != null && System.nanoTime() - later < 0) {
            return null;
        }
        Dataset dataset = catalogue.dataset(hash);
        if (dataset == null) {
            askAgainAt.put(hash, System.nanoTime() + PAUSE.toNanos());
            return null;
        }
        askAgainAt.remove(hash);
        T found = compiler.apply(dataset);
        compiled.put(hash, found);
        return found;
    }

    @Override
    public void close() {
        catalogue.close();
    }
}
