package org.taxbrain.bench;

import java.nio.file.Path;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkV2Provider;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.FactoryUtil;

/** The tables that take what SQL makes. */
public final class ResultTable implements DynamicTableSinkFactory {
    private static final String CONNECTOR = "bench-results";
    private static final ConfigOption<SqlForm> FORM =
            ConfigOptions.key("form").enumType(SqlForm.class).noDefaultValue().withDescription("How rows are written.");
    private static final ConfigOption<String> DIGESTS = ConfigOptions.key("digests")
            .stringType()
            .noDefaultValue()
            .withDescription("Folder for the documents' digests; absent: they are only counted.");

    /** @param digests folder, or null */
    static TableDescriptor descriptor(SqlForm form, Path digests) {
        TableDescriptor.Builder descriptor =
                TableDescriptor.forConnector(CONNECTOR).option(FORM, form);
        return (digests == null ? descriptor : descriptor.option(DIGESTS, digests.toString())).build();
    }

    @Override
    public String factoryIdentifier() {
        return CONNECTOR;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(FORM);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(DIGESTS);
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        String digests = helper.getOptions().get(DIGESTS);
        return new Target(
                new ResultSink<>(helper.getOptions().get(FORM).open(), digests == null ? null : Path.of(digests)));
    }

    private record Target(ResultSink<RowData> sink) implements DynamicTableSink {
        /**
         * With retractions, though a subject's last row is all that is needed: outer joins that are fed without them count
         * a replaced row as one more that is associated, and then lose the left one as rows are taken away
         * (FLINK-40681).
         */
        @Override
        public ChangelogMode getChangelogMode(ChangelogMode requested) {
            return ChangelogMode.all();
        }

        @Override
        public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
            return SinkV2Provider.of(sink);
        }

        @Override
        public DynamicTableSink copy() {
            return this;
        }

        @Override
        public String asSummaryString() {
            return CONNECTOR;
        }
    }
}
