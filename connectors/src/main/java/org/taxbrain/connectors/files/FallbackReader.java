package org.taxbrain.connectors.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import org.taxbrain.schemas.catalogue.Descriptor;

/** Decodes line by line, each in the one of two charsets that it is of. */
final class FallbackReader extends Reader {
    private final ByteLines lines;
    private final LineCharsets charsets;
    private String line = "";
    private int at;

    private FallbackReader(InputStream in, LineCharsets charsets) {
        this.lines = new ByteLines(in);
        this.charsets = charsets;
    }

    /** A reader by the descriptor: strict, in one charset, where it names no second. */
    static Reader open(InputStream in, Descriptor.Files files) {
        return files.fallbackCharset() == null
                ? new StrictReader(in, LineCharsets.charset(files))
                : new FallbackReader(in, LineCharsets.of(files));
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (at == line.length()) {
            byte[] next = lines.next();
            if (next == null) {
                return -1;
            }
            line = LineCharsets.text(charsets.of(next), next, 0, next.length);
            at = 0;
        }
        int n = Math.min(length, line.length() - at);
        line.getChars(at, at + n, target, offset);
        at += n;
        return n;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
