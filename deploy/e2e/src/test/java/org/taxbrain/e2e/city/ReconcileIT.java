package org.taxbrain.e2e.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.city.CitySpec;
import org.taxbrain.connectors.kafka.CommittedTopic;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.kafka.OpenFindings;
import org.taxbrain.e2e.history.Command;
import org.taxbrain.local.LocalStack;
import org.taxbrain.local.servers.Database;
import org.taxbrain.local.servers.PostgresServer.Role;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/** What stands clean is compared with its source, a table, files and an interface; whatever is made wrong on either side is named, and nothing else. */
class ReconcileIT {
    @TempDir
    private Path data;

    @Test
    void shouldNameExactlyTheRowsThatAreWrong() throws Exception {
        Path folder = data.resolve("stack");
        try (RunningCity city = RunningCity.start(folder, CitySpec.of(200, 5))) {
            city.generate();
            city.settle();
            for (String dataset :
                    List.of("tax-arrears", "property-right", "medical-settlement", "resident", "case-funds")) {
                Command all = reconcile(folder, dataset);
                assertThat(all.out() + all.err()).contains("0 missing, 0 extra, 0 differing");
                assertThat(all.status()).isZero();
            }
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                Command books = Command.run(folder, "books");
                assertThat(books.out()).contains("All books balance.");
                assertThat(books.status()).isZero();
            });

            assertThat(findings(city.stack())).isEmpty();

            List<CleanRecord> arrears = standing(city.stack(), "tax-arrears");
            String updated = arrears.get(arrears.size() / 2).getKey();
            updateBehindTheCapture(city.stack(), updated, "qjye + 1");
            assertThat(named(reconcile(folder, "tax-arrears"))).containsExactly("differing  " + updated + "  in open");
            assertThat(findings(city.stack())).containsExactly("reconcile-mismatch|tax-arrears");

            updateBehindTheCapture(city.stack(), updated, "qjye - 1");
            assertThat(reconcile(folder, "tax-arrears").status()).isZero();
            assertThat(findings(city.stack()))
                    .as("nothing differs any more, so the finding is closed")
                    .isEmpty();

            List<CleanRecord> bills = standing(city.stack(), "medical-settlement");
            String lost = bills.get(0).getKey();
            CleanRecord forged = CleanRecord.newBuilder(bills.get(1))
                    .setPayload(bills.get(2).getPayload())
                    .build();
            write(city.stack(), lost, null);
            write(city.stack(), forged.getKey(), Wire.clean().encode(forged));
            CleanRecord made =
                    CleanRecord.newBuilder(bills.get(3)).setKey("made-up").build();
            write(city.stack(), made.getKey(), Wire.clean().encode(made));
            assertThat(named(reconcile(folder, "medical-settlement")))
                    .hasSize(3)
                    .contains("missing    " + lost, "extra      made-up")
                    .anyMatch(line -> line.startsWith("differing  " + forged.getKey() + "  in "));
            assertThat(findings(city.stack())).containsExactly("reconcile-mismatch|medical-settlement");
        }
    }

    private static Command reconcile(Path folder, String dataset) {
        return Command.run(folder, "reconcile", dataset, "--settle", "PT1S");
    }

    private static List<String> named(Command reconciled) {
        assertThat(reconciled.status()).as(reconciled.err()).isEqualTo(1);
        return reconciled
                .out()
                .lines()
                .filter(line -> line.matches("(missing|extra|differing) .*"))
                .toList();
    }

    private static Set<String> findings(LocalStack stack) {
        try (OpenFindings findings = new OpenFindings(KafkaConnection.plain(stack.kafkaBootstrapServers()))) {
            return findings.ids("reconcile-mismatch");
        }
    }

    /** While the publication leaves updates out, change capture hears nothing of them. */
    private static void updateBehindTheCapture(LocalStack stack, String key, String open) throws Exception {
        try (Connection connection = stack.postgres().connect(Database.TAX_CORE, Role.POSTGRES);
                Statement statement = connection.createStatement()) {
            statement.execute("alter publication taxbrain set (publish = 'insert, delete')");
            int changed =
                    statement.executeUpdate("update public.zs_qsxx set qjye = " + open + " where qsbh = '" + key + "'");
            assertThat(changed).isEqualTo(1);
            statement.execute("alter publication taxbrain set (publish = 'insert, update, delete, truncate')");
        }
    }

    private static List<CleanRecord> standing(LocalStack stack, String dataset) {
        Map<String, CleanRecord> newest = new TreeMap<>();
        try (CommittedTopic topic =
                CommittedTopic.open(KafkaConnection.plain(stack.kafkaBootstrapServers()), Topics.clean(dataset))) {
            Wire<CleanRecord> wire = Wire.clean();
            for (CommittedTopic.Range range : topic.ranges()) {
                topic.read(range, record -> {
                    String key = new String(record.key(), StandardCharsets.UTF_8);
                    if (record.value() == null) {
                        newest.remove(key);
                    } else {
                        newest.put(key, wire.decode(record.value()));
                    }
                });
            }
        }
        return new ArrayList<>(newest.values());
    }

    /** Writes past CleanJob what it never said. */
    private static void write(LocalStack stack, String key, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafkaBootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.clean("medical-settlement"), key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        }
    }
}
