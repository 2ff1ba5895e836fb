package org.taxbrain.bench;

import java.nio.file.Path;
import java.util.List;
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

/** The table that takes documents made by SQL: subject, a sum, then for each section its count and rows. */
public final class ResultTable implements DynamicTableSinkFactory {
    private static final String CONNECTOR = "bench-results";
    private static final ConfigOption<String> SUM =
            ConfigOptions.key("sum").stringType().noDefaultValue().withDescription("What the second column is called.");
    private static final ConfigOption<List<String>> SECTIONS = ConfigOptions.key("sections")
            .stringType()
            .asList()
            .noDefaultValue()
            .withDescription("The datasets of the further columns, two for each.");
    private static final ConfigOption<String> DIGESTS = ConfigOptions.key("digests")
            .stringType()
            .noDefaultValue()
            .withDescription("Folder for the documents' digests; absent: they are only counted.");

    /** @param digests folder, or null */
    static TableDescriptor descriptor(String sum, List<String> sections, Path digests) {
        TableDescriptor.Builder descriptor =
                TableDescriptor.forConnector(CONNECTOR).option(SUM, sum).option(SECTIONS, sections);
        return (digests == null ? descriptor : descriptor.option(DIGESTS, digests.toString())).build();
    }

    @Override
    public String factoryIdentifier() {
        return CONNECTOR;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(SUM, SECTIONS);
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
        return new Target(new ResultSink<>(
                new SqlDocuments(
                        helper.getOptions().get(SUM), helper.getOptions().get(SECTIONS)),
                digests == null ? null : Path.of(digests)));
    }

    private record Target(ResultSink<RowData> sink) implements DynamicTableSink {
        @Override
        public ChangelogMode getChangelogMode(ChangelogMode requested) {
            return ChangelogMode.upsert();
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
