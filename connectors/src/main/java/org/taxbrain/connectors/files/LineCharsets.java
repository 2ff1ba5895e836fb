package org.taxbrain.connectors.files;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.taxbrain.schemas.catalogue.Descriptor;

/**
 * Which of a file's two charsets a line is of, as departments glue files of several systems together. Bytes of neither decode
 * to {@link StrictReader#MALFORMED}.
 */
final class LineCharsets {
    private static final int LAST_OF_TWO_BYTES = 0x7FF;
    private final Charset charset;
    private final Charset fallback;
    private final CharsetDecoder strict;
    private final CharsetDecoder strictFallback;
    private final StrayUtf8 stray;

    private LineCharsets(Charset charset, Charset fallback) {
        this.charset = charset;
        this.fallback = fallback;
        this.strict = strict(charset);
        this.strictFallback = fallback == null ? null : strict(fallback);
        this.stray = new StrayUtf8(charset);
    }

    static LineCharsets of(Descriptor.Files files) {
        return new LineCharsets(
                charset(files), files.fallbackCharset() == null ? null : Charset.forName(files.fallbackCharset()));
    }

    /** The declared charset. */
    static Charset charset(Descriptor.Files files) {
        return files.charset() == null ? StandardCharsets.UTF_8 : Charset.forName(files.charset());
    }

    /** The charset of a whole line; the declared one if it is of neither. */
    Charset of(byte[] line) {
        if (fallback == null || isAscii(line)) {
            return charset;
        }
        String first = decoded(strict, line);
        String second = decoded(strictFallback, line);
        boolean isFirst = first != null && !stray.in(first) && !isHanziByChance(first, second);
        return isFirst || second == null ? charset : fallback;
    }

    /** A short line of Chinese in two bytes each can be UTF-8 of other scripts, letter by letter (伟 → ΰ): it is Chinese then. */
    private boolean isHanziByChance(String first, String second) {
        return charset.equals(StandardCharsets.UTF_8)
                && second != null
                && first.codePoints().noneMatch(c -> c > LAST_OF_TWO_BYTES)
                && second.codePoints().allMatch(c -> c < 0x80 || Character.isIdeographic(c));
    }

    /** The text of some bytes of a charset. */
    static String text(Charset charset, byte[] bytes, int from, int length) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .replaceWith(String.valueOf(StrictReader.MALFORMED))
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("a decoder that replaces can't fail", e);
        }
    }

    private static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** Null if the bytes are not of the decoder's charset. */
    private static String decoded(CharsetDecoder decoder, byte[] bytes) {
        try {
            return decoder.decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }
}
