package org.taxbrain.oracle.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import org.taxbrain.oracle.Database;
import org.taxbrain.oracle.OracleException;
import org.taxbrain.oracle.plain.Declaration;
import org.taxbrain.oracle.plain.PlainDatasets;

/** Copies tables of the departments' databases as they are now, streaming. */
public final class Tables {
    private Tables() {}

    /** The rights of the property register, what burdens their units, and the cases of the counter. */
    public static long propertyRegister(Database from, Connection to) {
        return copy(
                        from,
                        "public.bdc_ql",
                        to,
                        "raw_property_right",
                        "ywh, bdcdyh, bdcqzh, qllx, qlr, jzmj, yt, zl, qdjg, djrq, zxrq")
                + copy(
                        from,
                        "public.bdc_dyaq",
                        to,
                        "raw_property_mortgage",
                        "ywh, bdcdyh, dyqr, dyqrzjh, bdbzzqse, djrq, zxrq")
                + copy(
                        from,
                        "public.bdc_cf",
                        to,
                        "raw_property_seizure",
                        "ywh, bdcdyh, cflx, ycfywh, cfjg, cfwh, djrq, cfqssj, cfjssj")
                + copy(from, "public.bdc_sq", to, "raw_property_application", "slbh, bdcdyh, ywlx, sqr, slrq, blhj");
    }

    /** Registrations, positions and arrears of the tax core. */
    public static long taxCore(Database from, Connection to) {
        return copy(
                        from,
                        "public.dj_nsrxx",
                        to,
                        "raw_taxpayer",
                        "djxh, nsrmc, zjzl_dm, zjhm, nsrzt_dm, zcdz, hy_mc, zgswj_mc, sjhm, djrq")
                + copy(
                        from,
                        "public.zs_qsxx",
                        to,
                        "raw_tax_arrears",
                        "qsbh, djxh, zsxm_mc, skssqq, skssqz, jkqx, ybse, qjye, sjrq")
                + copy(
                        from,
                        "public.dj_rzxx",
                        to,
                        "raw_position_holder",
                        "rzbh, djxh, nsrmc, rzlx_dm, xm, zjzl_dm, zjhm, rzrqq, rzrqz");
    }

    /** Cases and the movements of their money, and contracts of sale. */
    public static long court(Database from, Connection to) {
        return copy(
                        from,
                        "public.enforcement_case",
                        to,
                        "raw_enforcement_case",
                        "case_no, judgment_no, predecessor_no, court, cause, amount, stage, filed_on, parties, updated_at, seq, deleted")
                + copy(
                        from,
                        "public.case_funds",
                        to,
                        "raw_case_funds",
                        "movement_id, case_no, direction, amount, principal, interest, costs, occurred_on, updated_at, seq, deleted")
                + copy(
                        from,
                        "public.sale_contract",
                        to,
                        "raw_sale_contract",
                        "contract_no, unit_no, kind, parties, price, area, address, signed_on, filed_on, status, updated_at, seq, deleted");
    }

    /**
     * The rows of plain datasets in the tables of a database; those behind an interface lie in a table named after their dataset, each
     * field in a column of its name in small letters with underscores.
     *
     * @param wayIn {@code cdc} or {@code http}
     * @param systems the systems that the database is the front of; empty: all of that way in
     */
    public static long plain(Database from, Connection to, String wayIn, Set<String> systems) throws SQLException {
        long rows = 0;
        for (Declaration d : PlainDatasets.by(to, wayIn)) {
            if (systems.isEmpty() || systems.contains(d.source().path("system").asText())) {
                rows += copy(from, plainRows(d), to, "raw_table_row", "dataset, at, ord, deleted, v");
            }
        }
        return rows;
    }

    private static String plainRows(Declaration d) {
        boolean captured = d.wayIn().equals("cdc");
        String at = d.source().path(captured ? "table" : "path").asText();
        String values = d.fields().stream()
                .map(f -> (captured ? f.sourceName() : column(f.sourceName())) + "::text")
                .collect(Collectors.joining(", "));
        String table = captured ? at : "public." + d.dataset().replace('-', '_');
        return "(SELECT '" + d.dataset() + "' AS dataset, '" + at + "' AS at, "
                + (captured
                        ? "array[1]::bigint[] AS ord, false AS deleted"
                        : "array[extract(epoch FROM updated_at) * 1000000, seq]::bigint[] AS ord, deleted")
                + ", array[" + values + "] AS v FROM " + table + ") rows";
    }

    /** {@code caseNo} as {@code case_no}. */
    private static String column(String member) {
        return member.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** Standard addresses. */
    public static long exchangeTables(Database from, Connection to) {
        return copy(from, "public.bzdz", to, "raw_standard_address", "dzbm, xzqh_dm, jd_mc, dzqc, jwd, zt_dm, gxsj");
    }

    private static long copy(Database from, String source, Connection to, String target, String columns) {
        try (Connection connection = from.open()) {
            CopyManager out = connection.unwrap(PGConnection.class).getCopyAPI();
            CopyManager in = to.unwrap(PGConnection.class).getCopyAPI();
            CopyOut reading = out.copyOut("COPY (SELECT " + columns + " FROM " + source + ") TO STDOUT");
            CopyIn writing = in.copyIn("COPY " + target + " (" + columns + ") FROM STDIN");
            try {
                for (byte[] row = reading.readFromCopy(); row != null; row = reading.readFromCopy()) {
                    writing.writeToCopy(row, 0, row.length);
                }
                return writing.endCopy();
            } finally {
                if (writing.isActive()) {
                    writing.cancelCopy();
                }
            }
        } catch (SQLException e) {
            throw new OracleException("cannot copy " + source + " from " + from.url() + ": " + e.getMessage(), e);
        }
    }
}
