package org.taxbrain.connectors.files;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** The content of the one file in a zip archive: of two, nobody could say which is meant. */
final class OnlyEntry extends FilterInputStream {
    private final ZipInputStream zip;
    private boolean ended;

    OnlyEntry(InputStream in) throws IOException {
        // names of entries come in any charset; nobody reads them
        this(new ZipInputStream(in, StandardCharsets.ISO_8859_1));
    }

    private OnlyEntry(ZipInputStream zip) throws IOException {
        super(zip);
        this.zip = zip;
        if (!hasNext()) {
            throw new FileRefusedException("the zip archive holds no file; put one into it");
        }
    }

    private boolean hasNext() throws IOException {
        try {
            ZipEntry entry = zip.getNextEntry();
            while (entry != null && entry.isDirectory()) {
                entry = zip.getNextEntry();
            }
            return entry != null;
        } catch (EOFException | ZipException e) {
            throw damaged(e);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        try {
            int n = super.read(target, offset, length);
            if (n >= 0) {
                return n;
            }
        } catch (EOFException | ZipException e) {
            throw damaged(e);
        }
        ended = true;
        if (hasNext()) {
            throw new FileRefusedException("the zip archive holds several files; send each in an archive of its own");
        }
        return -1;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    private static FileRefusedException damaged(IOException e) {
        return new FileRefusedException(
                "the zip archive is cut, damaged or encrypted; send it again, without a password", e);
    }
}
