package org.taxbrain.connectors.files;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** The physical lines of a file as bytes, with their ends: in every charset that extends ASCII a line feed is one byte. */
final class ByteLines implements Closeable {
    private static final int BUFFER = 1 << 16;
    private static final int MAX_LINE = 1 << 22;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private long number;

    ByteLines(InputStream in) {
        this.in = in;
    }

    /** The next line with its end; null behind the last. */
    byte[] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        while (at < end || fill()) {
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            boolean ended = at < end;
            at += ended ? 1 : 0;
            line.write(buffer, from, at - from);
            if (line.size() > MAX_LINE) {
                throw new FileRefusedException("line " + (number + 1) + " is longer than " + MAX_LINE
                        + " bytes; check the line ends, then send the file again");
            }
            if (ended) {
                break;
            }
        }
        if (line.size() == 0) {
            return null;
        }
        number++;
        return line.toByteArray();
    }

    /** Number of the line that {@link #next} gave last, from 1. */
    long number() {
        return number;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer, 0, BUFFER));
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
