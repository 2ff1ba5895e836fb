package org.taxbrain.oracle.source;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a department's CSV line by line as bytes, so that one line that is not of the charset harms no other. */
final class Csv {
    private Csv() {}

    /** What became of one line. */
    interface Lines {
        /**
         * @param line physical line, the header is 1
         * @param defect what is wrong with its shape, or null
         * @param values in the order asked for; null where the line is too short
         */
        void line(long line, String defect, List<String> values) throws Exception;
    }

    static void read(Path file, Charset charset, char delimiter, List<String> columns, Lines lines) throws Exception {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            List<Integer> places = null;
            int width = 0;
            long number = 0;
            for (byte[] bytes = next(in); bytes != null; bytes = next(in)) {
                number++;
                String text = decode(bytes, charset);
                if (places == null) {
                    List<String> header = split(text == null ? "" : strip(text), delimiter);
                    places = places(file, header, columns);
                    width = header.size();
                } else if (text == null) {
                    // its key can be read all the same: a later version of it takes the row out of quarantine
                    lines.line(number, "charset", pick(split(new String(bytes, charset), delimiter), places));
                } else if (!text.isBlank()) {
                    List<String> cells = split(text, delimiter);
                    String defect =
                            cells.size() < width ? "columns-missing" : cells.size() > width ? "columns-too-many" : null;
                    lines.line(number, defect, pick(cells, places));
                }
            }
        }
    }

    private static List<Integer> places(Path file, List<String> header, List<String> columns) throws IOException {
        List<Integer> places = new ArrayList<>();
        for (String column : columns) {
            int at = header.indexOf(column);
            if (at < 0) {
                throw new IOException(file.getFileName() + " has no column " + column);
            }
            places.add(at);
        }
        return places;
    }

    private static List<String> pick(List<String> cells, List<Integer> places) {
        List<String> values = new ArrayList<>(places.size());
        for (int at : places) {
            values.add(at < cells.size() ? cells.get(at) : null);
        }
        return values;
    }

    /** A line without its end; null at the end of the file. */
    private static byte[] next(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        byte[] bytes = line.toByteArray();
        return bytes.length > 0 && bytes[bytes.length - 1] == '\r'
                ? java.util.Arrays.copyOf(bytes, bytes.length - 1)
                : bytes;
    }

    private static String decode(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String strip(String header) {
        return header.startsWith("\uFEFF") ? header.substring(1) : header;
    }

    static List<String> split(String line, char delimiter) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && cell.length() == 0) {
                quoted = true;
            } else if (c == delimiter) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
