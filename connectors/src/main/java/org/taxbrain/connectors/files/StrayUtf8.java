package org.taxbrain.connectors.files;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;

/**
 * Finds UTF-8 in a file of a double-byte charset. An even number of Chinese characters in UTF-8 decodes as GBK without any
 * error, into other characters (王伟 → 鐜嬩紵), so that strict decoding alone would let a wrong name through.
 */
final class StrayUtf8 {
    private final Charset charset;

    /** @param charset the declared charset; with a Unicode charset nothing is ever found */
    StrayUtf8(Charset charset) {
        this.charset = charset.name().startsWith("GB") ? charset : null;
    }

    /** Whether every non-ASCII byte of the text, in the declared charset, belongs to a Chinese character in UTF-8. */
    boolean in(String text) {
        if (charset == null || text == null || isAscii(text)) {
            return false;
        }
        ByteBuffer bytes = charset.encode(text);
        int found = 0;
        while (bytes.hasRemaining()) {
            int b = bytes.get();
            if (b >= 0) {
                continue;
            }
            // U+4E00…U+9FFF: E4 B8 80 … E9 BF BF
            int lead = b & 0xFF;
            if (lead < 0xE4 || lead > 0xE9 || bytes.remaining() < 2 || !isTrail(bytes.get()) || !isTrail(bytes.get())) {
                return false;
            }
            found++;
        }
        return found > 0;
    }

    private static boolean isTrail(byte b) {
        return (b & 0xC0) == 0x80;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }
}
