package org.taxbrain.e2e.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;

/**
 * Real files that nobody in this project wrote, and their declarations. The files are not in the repository: they lie in the
 * folder that {@code TAXBRAIN_SHARED_DATA} names, or in {@code ../shared/data} beside it.
 */
public final class RealData {
    /** Descriptors and schemas alone: no dataset of them has a line of Java. */
    public static final Path DESCRIPTORS = module().resolve("src/test/resources/catalogue");

    private RealData() {}

    /** HM Land Registry's prices paid in Greater Manchester: 15,374 rows; empty if it is not on this machine. */
    public static Optional<Path> pricePaid() {
        return file("property-uk/ppd_greater_manchester.csv.gz");
    }

    /** Transactions of a Czech bank: 49,102 whole rows, and one that is cut; empty if it is not on this machine. */
    public static Optional<Path> berkaTransactions() {
        return file("bank-berka/trans-1993-01_1994-03-truncated.asc.gz");
    }

    static Dataset dataset(String id) {
        return Catalogue.load(List.of(DESCRIPTORS)).dataset(id);
    }

    /** A file by its path in the folder of real data; empty if it is not on this machine. */
    public static Optional<Path> file(String name) {
        String set = System.getenv("TAXBRAIN_SHARED_DATA");
        Path root = set == null ? module().resolve("../../../shared/data") : Path.of(set);
        return Optional.of(root.resolve(name)).filter(Files::exists);
    }

    /** Maven runs tests in their module's folder; an IDE may run them in the repository's. */
    private static Path module() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("deploy/e2e")) ? here.resolve("deploy/e2e") : here;
    }
}
