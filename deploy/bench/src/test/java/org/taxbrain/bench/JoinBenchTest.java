package org.taxbrain.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinBenchTest {
    private static final FactSpec SMALL = new FactSpec(50_000, 5_000, 1);

    @TempDir
    private Path folder;

    @Test
    void bothSidesEndWithTheSameDocuments() throws Exception {
        Map<String, Long> kernel = documents(Side.KERNEL, SMALL);
        Map<String, Long> sql = documents(Side.SQL, SMALL);

        assertThat(kernel).hasSizeGreaterThan(SMALL.subjects());
        assertThat(Digests.differences(kernel, sql)).isZero();
    }

    @Test
    void theOrderOfASectionsRowsIsNoDifferenceButAnyFieldIs() {
        String document = "{\"names\":[%s],\"sections\":{\"resident\":{\"count\":2,\"items\":[%s,%s]}}}";
        String one = "{\"key\":\"a\",\"data\":{\"x\":1}}";
        String other = "{\"key\":\"b\",\"data\":{\"x\":1}}";
        long digest = Content.digest(document.formatted("\"n\"", one, other));

        assertThat(Content.digest(document.formatted("\"n\"", other, one))).isEqualTo(digest);
        assertThat(Content.digest(document.formatted("\"m\"", one, other))).isNotEqualTo(digest);
        assertThat(Content.digest(document.formatted("\"n\"", one, other.replace('1', '2'))))
                .isNotEqualTo(digest);
    }

    @Test
    void aDocumentThatOneSideLacksIsADifference() {
        Map<String, Long> both = Map.of("a", 1L, "b", 2L);
        Map<String, Long> fewer = new HashMap<>(both);
        fewer.remove("b");

        assertThat(Digests.differences(both, fewer)).isEqualTo(1);
        assertThat(Digests.differences(fewer, both)).isEqualTo(1);
    }

    private Map<String, Long> documents(Side side, FactSpec spec) throws Exception {
        FactFiles facts = new FactFiles(folder.resolve("facts"));
        new Facts(spec).write(facts);
        Path digests = folder.resolve("digests-" + side);
        side.run(facts, folder.resolve(side.name()), 2, digests);
        return Digests.read(digests);
    }
}
