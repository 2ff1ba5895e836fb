package org.taxbrain.bench;

import java.nio.charset.StandardCharsets;
import org.taxbrain.connectors.reconcile.Rows;

/** Rows of property rights, some 200 bytes each, made of their number and a seed. */
final class MadeRows implements Rows {
    private final long rows;
    private final long seed;
    private final long changed;

    /** @param changed number of the row whose price is another; -1: none */
    MadeRows(long rows, long seed, long changed) {
        this.rows = rows;
        this.seed = seed;
        this.changed = changed;
    }

    @Override
    public void read(Reader reader) {
        StringBuilder text = new StringBuilder(256);
        for (long i = 0; i < rows; i++) {
            long dice = (i + seed) * 0x9E3779B97F4A7C15L;
            text.setLength(0);
            text.append("{\"rightNo\":\"").append(key(i)).append("\",\"unitNo\":\"330106001001GB0");
            text.append(dice >>> 20).append("F00010001\",\"certificateNo\":\"ZJ2021-HZ-");
            text.append(dice & 0xFFFFFF).append("\",\"rightKind\":\"building\",\"use\":\"house\",\"area\":");
            text.append(dice >>> 52)
                    .append(".5,\"price\":")
                    .append(i == changed ? 1 : dice >>> 34)
                    .append('}');
            reader.row(key(i), text.toString().getBytes(StandardCharsets.US_ASCII));
        }
    }

    String changedKey() {
        return key(changed);
    }

    private static String key(long i) {
        return "YW" + (100_000_000L + i);
    }
}
