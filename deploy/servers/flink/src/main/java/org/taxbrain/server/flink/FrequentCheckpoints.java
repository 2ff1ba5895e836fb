package org.taxbrain.server.flink;

import java.util.Collection;
import java.util.List;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;

/**
 * RocksDB for checkpoints twice a second over little state: each writes a small file for each state, and merging these by
 * level, or four at a time, takes more of a small machine than the jobs do. Not for large state: it needs up to twice the
 * space, and a look-up may have to pass many files.
 */
public final class FrequentCheckpoints implements RocksDBOptionsFactory {
    private static final long serialVersionUID = 1L;
    /** Files that are let stand before they are merged; RocksDB's own default is 4. */
    private static final int FILES = 12;
    /**
     * Each checkpoint adds its files to RocksDB's manifest, and copies all of it: by RocksDB's default, up to a gigabyte, each time.
     * Beyond so much it is written anew, with the files that are there.
     */
    static final int MANIFEST_BYTES = 128 * 1024;

    @Override
    public DBOptions createDBOptions(DBOptions current, Collection<AutoCloseable> handles) {
        return current.setMaxManifestFileSize(MANIFEST_BYTES);
    }

    @Override
    public ColumnFamilyOptions createColumnOptions(ColumnFamilyOptions current, Collection<AutoCloseable> handles) {
        return current.setCompactionStyle(CompactionStyle.UNIVERSAL)
                // what is written lives for seconds, and little of it at a time; Flink sets a compression for each
                // level, which goes before the one for all
                .setCompressionPerLevel(List.of(CompressionType.NO_COMPRESSION))
                .setLevel0FileNumCompactionTrigger(FILES)
                .setLevel0SlowdownWritesTrigger(3 * FILES)
                .setLevel0StopWritesTrigger(5 * FILES);
    }
}
