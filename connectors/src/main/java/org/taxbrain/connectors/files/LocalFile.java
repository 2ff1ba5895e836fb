package org.taxbrain.connectors.files;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.bouncycastle.crypto.digests.SM3Digest;

/** The local copy of a department's file. */
public final class LocalFile {
    private static final int BUFFER = 1 << 16;

    private LocalFile() {}

    /**
     * The content: unpacked if it is gzip, or a zip of one file (by its first bytes, whatever its name), without a UTF-8
     * byte-order mark.
     *
     * @throws FileRefusedException if the archive is damaged, or holds not exactly one file; so may reading
     */
    public static InputStream open(Path file) throws IOException {
        return unpack(Files.newInputStream(file));
    }

    /** The content of a file whose bytes are given; they are closed with it, or if it can't be read. */
    static InputStream unpack(InputStream bytes) throws IOException {
        InputStream in = new BufferedInputStream(bytes, BUFFER);
        try {
            if (startsWith(in, 0x1F, 0x8B)) {
                in = new BufferedInputStream(unzipped(in), BUFFER);
            } else if (startsWith(in, 'P', 'K', 3, 4)) {
                in = new BufferedInputStream(new OnlyEntry(in), BUFFER);
            }
            if (startsWith(in, 0xEF, 0xBB, 0xBF)) {
                in.skipNBytes(3);
            }
            return in;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** SM3 of the bytes as they lie, 64 hexadecimal digits. */
    public static String digest(Path file) throws IOException {
        SM3Digest digest = new SM3Digest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        byte[] out = new byte[digest.getDigestSize()];
        digest.doFinal(out, 0);
        return HexFormat.of().formatHex(out);
    }

    private static boolean startsWith(InputStream in, int... first) throws IOException {
        in.mark(first.length);
        boolean same = true;
        for (int b : first) {
            same &= in.read() == b;
        }
        in.reset();
        return same;
    }

    private static InputStream unzipped(InputStream in) throws IOException {
        try {
            return new Unzipped(new GZIPInputStream(in, BUFFER));
        } catch (EOFException | ZipException e) {
            throw damaged(e);
        }
    }

    private static FileRefusedException damaged(IOException e) {
        return new FileRefusedException("the gzip archive is cut or damaged; send the file again", e);
    }

    /** A broken or cut archive is the department's fault, not that of the local disk. */
    private static final class Unzipped extends FilterInputStream {
        Unzipped(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                return super.read(target, offset, length);
            } catch (EOFException | ZipException e) {
                throw damaged(e);
            }
        }
    }
}
