package org.taxbrain.oracle.source;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes rows to a table by COPY, in its text format. Close ends the copy; a copy that is not finished is cancelled. */
public final class CopyTable implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final CopyIn copy;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(CHUNK + 4096);
    private long rows;

    /** @param target table, and its columns in brackets */
    public CopyTable(Connection to, String target) throws SQLException {
        copy = to.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + target + " FROM STDIN");
    }

    /** @param values texts, numbers, lists of texts (text[]) or nulls */
    public void row(Object... values) throws SQLException {
        StringBuilder line = new StringBuilder(256);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (i > 0) {
                line.append('\t');
            }
            if (value == null) {
                line.append("\\N");
            } else if (value instanceof List<?> list) {
                escape(array(list), line);
            } else {
                escape(value.toString(), line);
            }
        }
        line.append('\n');
        buffer.writeBytes(line.toString().getBytes(StandardCharsets.UTF_8));
        rows++;
        if (buffer.size() >= CHUNK) {
            flush();
        }
    }

    private void flush() throws SQLException {
        byte[] bytes = buffer.toByteArray();
        copy.writeToCopy(bytes, 0, bytes.length);
        buffer.reset();
    }

    /** Ends the copy and makes its rows visible; how many there were. */
    public long finish() throws SQLException {
        flush();
        copy.endCopy();
        return rows;
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private static String array(List<?> list) {
        StringBuilder out = new StringBuilder("{");
        for (Object element : list) {
            if (out.length() > 1) {
                out.append(',');
            }
            if (element == null) {
                out.append("NULL");
            } else {
                out.append('"')
                        .append(element.toString().replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
            }
        }
        return out.append('}').toString();
    }

    /** PostgreSQL knows no NUL in text; it goes, as every control character does in normalising. */
    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case 0 -> {}
                default -> out.append(c);
            }
        }
    }
}
