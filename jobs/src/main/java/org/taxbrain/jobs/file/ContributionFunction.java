package org.taxbrain.jobs.file;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;
import org.taxbrain.jobs.file.kernel.Message;
import org.taxbrain.jobs.file.kernel.RelativesFold;
import org.taxbrain.jobs.file.kernel.RowReader;

/** Takes of each row what a person's relatives are told by it, before it travels. */
final class ContributionFunction extends RichFlatMapFunction<Message, Message> {
    private static final long serialVersionUID = 1L;
    private final DatasetsFactory factory;
    private transient DatasetsFactory.Open datasets;
    private transient RowReader reader;

    ContributionFunction(DatasetsFactory factory) {
        this.factory = factory;
    }

    @Override
    public void open(OpenContext context) {
        datasets = factory.open();
        reader = new RowReader(datasets);
    }

    @Override
    public void close() {
        if (datasets != null) {
            datasets.close();
        }
    }

    @Override
    public void flatMap(Message message, Collector<Message> out) {
        RelativesFold.concerning(message, reader).ifPresent(out::collect);
    }
}
