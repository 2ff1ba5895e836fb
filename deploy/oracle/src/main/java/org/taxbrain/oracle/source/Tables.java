package org.taxbrain.oracle.source;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import org.taxbrain.oracle.Database;
import org.taxbrain.oracle.OracleException;

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

    /** Cases and the movements of their money. */
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
                        "movement_id, case_no, direction, amount, principal, interest, costs, occurred_on, updated_at, seq, deleted");
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
