package org.taxbrain.bench;

import org.apache.flink.table.data.RowData;

/** What SQL's rows are written as. */
enum SqlForm {
    /** Taxpayers' documents. */
    FILE {
        @Override
        ResultSink.Form<RowData> open() {
            return new SqlFiles();
        }
    },
    /** Units' documents. */
    UNIT {
        @Override
        ResultSink.Form<RowData> open() {
            return new SqlUnits();
        }
    },
    /** Reminders of open arrears. */
    REMINDER {
        @Override
        ResultSink.Form<RowData> open() {
            return new SqlReminders();
        }
    };

    abstract ResultSink.Form<RowData> open();
}
