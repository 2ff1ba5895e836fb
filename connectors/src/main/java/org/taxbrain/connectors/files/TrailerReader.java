package org.taxbrain.connectors.files;

import java.io.IOException;
import java.io.Reader;

/** Keeps back the last line of a text that is not blank. */
final class TrailerReader extends Reader {
    private static final int MAX_LINE = 1 << 20;
    private final Reader in;
    /** What was read, and may be the last line. */
    private final StringBuilder held = new StringBuilder();
    /** Of what is held: how much stands before the line that may be the last one, and may be handed on. */
    private int free;

    private final char[] buffer = new char[1 << 14];
    private boolean ended;

    TrailerReader(Reader in) {
        this.in = in;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (free == 0 && !ended) {
            fill();
        }
        if (free == 0) {
            return length == 0 ? 0 : -1;
        }
        int n = Math.min(length, free);
        held.getChars(0, n, target, offset);
        held.delete(0, n);
        free -= n;
        return n;
    }

    private void fill() throws IOException {
        int n = in.read(buffer, 0, buffer.length);
        if (n < 0) {
            ended = true;
            return;
        }
        held.append(buffer, 0, n);
        // the last line that is not blank begins behind the last line end that has more than blanks behind it
        int last = held.length();
        while (last > free && Character.isWhitespace(held.charAt(last - 1))) {
            last--;
        }
        while (last > free && held.charAt(last - 1) != '\n' && held.charAt(last - 1) != '\r') {
            last--;
        }
        free = last;
        if (held.length() - free > MAX_LINE + buffer.length) {
            throw new FileRefusedException(
                    "a line is longer than " + MAX_LINE + " characters; check the line ends, then send the file again");
        }
    }

    /** The line that was kept back, once all else was read; null: there is none. */
    String trailer() {
        String line = held.substring(free).strip();
        return line.isEmpty() ? null : line;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
