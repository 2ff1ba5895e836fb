package org.taxbrain.jobs.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Text whose bytes have its order, that of code points: UTF-8 and a zero at the end. RocksDB keeps entries by their bytes.
 * The text must not hold the character zero; keys and ids hold no control characters.
 */
public final class OrderedText extends TypeSerializerSingleton<String> {
    static final OrderedText INSTANCE = new OrderedText();
    private static final long serialVersionUID = 1L;

    private OrderedText() {}

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public String createInstance() {
        return "";
    }

    @Override
    public String copy(String from) {
        return from;
    }

    @Override
    public String copy(String from, String reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(String text, DataOutputView target) throws IOException {
        if (text.indexOf(0) >= 0) {
            throw new IOException("a text that is kept in order holds the character zero");
        }
        target.write(text.getBytes(StandardCharsets.UTF_8));
        target.writeByte(0);
    }

    @Override
    public String deserialize(DataInputView source) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        for (int b = source.readUnsignedByte(); b != 0; b = source.readUnsignedByte()) {
            bytes.write(b);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public String deserialize(String reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public TypeSerializerSnapshot<String> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What a savepoint keeps of the serializer; made by Flink as it restores. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<String> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
