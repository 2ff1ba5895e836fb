package org.taxbrain.server.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;

class FrequentCheckpointsTest {
    /** Checkpoints of half an hour. */
    private static final int FLUSHES = 3_600;

    private final FrequentCheckpoints factory = new FrequentCheckpoints();

    @TempDir
    private Path folder;

    @Test
    void shouldKeepTheManifestThatEachCheckpointCopiesFromGrowingWithTheirNumber() throws Exception {
        try (DBOptions options = factory.createDBOptions(new DBOptions(), new ArrayList<>());
                ColumnFamilyOptions columns =
                        factory.createColumnOptions(new ColumnFamilyOptions(), new ArrayList<>());
                FlushOptions wait = new FlushOptions().setWaitForFlush(true)) {
            options.setCreateIfMissing(true);
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            List<ColumnFamilyDescriptor> families =
                    List.of(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, columns));
            try (RocksDB db = RocksDB.open(options, folder.toString(), families, handles)) {
                for (int i = 0; i < FLUSHES; i++) {
                    db.put(handles.get(0), new byte[] {(byte) i, (byte) (i >> 8)}, new byte[100]);
                    db.flush(wait, handles.get(0));
                }
                handles.forEach(ColumnFamilyHandle::close);
            }
        }
        String manifest = Files.readString(folder.resolve("CURRENT")).strip();
        assertThat(Files.size(folder.resolve(manifest)))
                .isPositive()
                .isLessThan(FrequentCheckpoints.MANIFEST_BYTES + 4096L);
    }

    @Test
    void shouldNotCompressWhateverIsSetForTheLevels() {
        try (ColumnFamilyOptions current =
                new ColumnFamilyOptions().setCompressionPerLevel(List.of(CompressionType.LZ4_COMPRESSION))) {
            ColumnFamilyOptions columns = factory.createColumnOptions(current, new ArrayList<>());

            assertThat(columns.compressionPerLevel()).containsExactly(CompressionType.NO_COMPRESSION);
        }
    }
}
