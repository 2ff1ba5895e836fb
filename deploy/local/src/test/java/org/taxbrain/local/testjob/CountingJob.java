package org.taxbrain.local.testjob;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/** Counts a sequence and fails if its count and its input don't fit: that is, if one was restored without the other. */
public final class CountingJob {

    private CountingJob() {}

    /** Arguments: file to which a line is added now and then; how many numbers to count; how many a second. */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);
        DataGeneratorSource<Long> numbers = new DataGeneratorSource<>(
                number -> number,
                Long.parseLong(args[1]),
                RateLimiterStrategy.perSecond(Double.parseDouble(args[2])),
                Types.LONG);
        env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers")
                .uid("numbers")
                .keyBy(number -> 1L, Types.LONG)
                .process(new Count(args[0]))
                .uid("count")
                .sinkTo(new DiscardingSink<>())
                .uid("discard");
        env.execute("counting");
    }

    private static final class Count extends KeyedProcessFunction<Long, Long, Long> {

        private static final long serialVersionUID = 1L;
        private static final long LINE_EVERY = 50;

        private final String file;
        private transient ValueState<Long> counted;
        private transient boolean begun;

        Count(String file) {
            this.file = file;
        }

        @Override
        public void open(OpenContext context) {
            counted = getRuntimeContext().getState(new ValueStateDescriptor<>("counted", Types.LONG));
        }

        @Override
        public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
            long count = counted.value() == null ? 0 : counted.value();
            if (count != number) {
                Files.writeString(Path.of(file), "torn " + count + " " + number + "\n", StandardOpenOption.APPEND);
                throw new IllegalStateException("state says " + count + ", source says " + number);
            }
            if (!begun || count % LINE_EVERY == 0) {
                Files.writeString(Path.of(file), (begun ? "at " : "from ") + count + "\n", StandardOpenOption.APPEND);
                begun = true;
            }
            counted.update(count + 1);
            out.collect(number);
        }
    }
}
