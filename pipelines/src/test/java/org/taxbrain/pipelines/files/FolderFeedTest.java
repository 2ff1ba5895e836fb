package org.taxbrain.pipelines.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.FileConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taxbrain.connectors.FileLanding;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.files.FileIntake;
import org.taxbrain.connectors.files.Seal;
import org.taxbrain.connectors.health.Feed;
import org.taxbrain.connectors.health.FeedHealth;
import org.taxbrain.connectors.health.FeedState;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.kafka.LandingWriter;
import org.taxbrain.pipelines.CountedLanding;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.record.Delivery;
import org.taxbrain.schemas.record.LandedRecord;

/** What becomes of a file amid which something breaks that nobody foresaw. */
class FolderFeedTest {
    private static final String NAME = "resident_20260301.csv";

    @TempDir
    private Path folder;

    /** A landing that breaks at the first thing that it is given. */
    private record Broken(Throwable how) implements FileLanding {
        @Override
        public void land(LandedRecord row) {
            FolderFeedTest.<RuntimeException>sneak(how);
        }

        @Override
        public void delivered(Delivery delivery) {
            FolderFeedTest.<RuntimeException>sneak(how);
        }

        @Override
        public void flush() {}
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable how) throws T {
        throw (T) how;
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class, NoClassDefFoundError.class})
    void shouldKeepTheFileAndSayWhatBroke(Class<? extends Throwable> kind) throws Exception {
        Throwable broken = kind.getConstructor(String.class).newInstance("what broke");
        FeedHealth health = new FeedHealth();
        Feed feed = health.feed("public-security/resident", List.of("resident"));
        var dataset = Catalogue.load(List.of()).dataset("resident");
        FileIntake intake = new FileIntake(
                dataset, folder.resolve("data"), new Broken(broken), new byte[16], Clock.systemUTC(), Seal.NONE);
        DepartmentServer server = new DepartmentServer(
                Configuration.of(
                        "--taxbrain.systems.public-security.url=sftp://127.0.0.1:1",
                        "--taxbrain.systems.public-security.user=u",
                        "--taxbrain.systems.public-security.password=p",
                        "--taxbrain.systems.public-security.host-key=SHA256:" + "A".repeat(43)),
                "public-security");
        Path file = Files.writeString(folder.resolve(NAME), "gmsfhm|xm|csrq|rkzt|cyzj\n1|a|2000-01-01|1|\n");
        try (CountedLanding landing = new CountedLanding(
                        new LandingWriter(KafkaConnection.plain("127.0.0.1:1"), Duration.ofSeconds(1)), feed);
                DefaultCamelContext camel = new DefaultCamelContext()) {
            FolderFeed folderFeed = new FolderFeed("resident", null, server, intake, landing, feed);
            Exchange exchange = new DefaultExchange(camel);
            exchange.getIn().setHeader(FileConstants.FILE_LOCAL_WORK_PATH, file.toString());
            exchange.getIn().setHeader(FileConstants.FILE_NAME_ONLY, NAME);
            folderFeed.take(exchange);
        }
        assertThat(health.statuses()).singleElement().satisfies(status -> {
            assertThat(status.state()).isEqualTo(FeedState.RETRYING);
            assertThat(status.error()).contains("what broke", "it is tried again");
        });
    }
}
