package org.taxbrain.schemas.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.junit.jupiter.api.Test;

class WireTest {
    private final Wire<ResultRecord> wire = Wire.result();

    @Test
    void shouldReadWhatAvroWrites() throws IOException {
        ResultRecord record = new ResultRecord("taxpayer", "person:1", "r1", "{\"名\":1}");
        byte[] bytes = ResultRecord.getEncoder().encode(record).array();

        assertThat(wire.decode(bytes)).isEqualTo(record);
        assertThat(ResultRecord.getDecoder().decode(wire.encode(record))).isEqualTo(record);
    }

    @Test
    void shouldWriteAResultWhoseDocumentIsBytesAsOneWhoseDocumentIsText() {
        for (String document : List.of("{\"名\":\"𠮷\"}", "", "x".repeat(20_000))) {
            byte[] bytes =
                    new ResultWriter().encode("taxpayer", "person:1", "r1", document.getBytes(StandardCharsets.UTF_8));

            assertThat(bytes).isEqualTo(wire.encode(new ResultRecord("taxpayer", "person:1", "r1", document)));
        }
    }

    @Test
    void shouldReadOneRecordAfterTheOther() {
        ResultRecord longer = new ResultRecord("taxpayer", "person:1", "r1", "x".repeat(20_000));
        ResultRecord shorter = new ResultRecord("unit", "unit:2", "r2", "");

        assertThat(wire.decode(wire.encode(longer))).isEqualTo(longer);
        assertThat(wire.decode(wire.encode(shorter))).isEqualTo(shorter);
    }

    @Test
    void shouldRefuseWhatIsCutOffOrNoRecordOrOfAnUnknownSchema() {
        byte[] bytes = wire.encode(new ResultRecord("taxpayer", "person:1", "r1", "body"));
        byte[] unknown = bytes.clone();
        unknown[2] ^= 1;

        assertThatThrownBy(() -> wire.decode(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> wire.decode(new byte[] {1, 2, 3})).isInstanceOf(AvroRuntimeException.class);
        assertThatThrownBy(() -> wire.decode(unknown)).hasMessageContaining("schema");
    }
}
