package org.taxbrain.jobs.common;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** How Flink finds {@link RawRecordSerializer}. */
final class RawRecordType extends TypeInformation<RawRecord> {
    private static final long serialVersionUID = 1L;

    /** Named by {@link RawRecord}. */
    public static final class Factory extends TypeInfoFactory<RawRecord> {
        @Override
        public TypeInformation<RawRecord> createTypeInfo(Type type, Map<String, TypeInformation<?>> parameters) {
            return new RawRecordType();
        }
    }

    @Override
    public TypeSerializer<RawRecord> createSerializer(SerializerConfig config) {
        return new RawRecordSerializer();
    }

    @Override
    public Class<RawRecord> getTypeClass() {
        return RawRecord.class;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof RawRecordType;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawRecordType;
    }

    @Override
    public int hashCode() {
        return RawRecordType.class.hashCode();
    }

    @Override
    public String toString() {
        return "RawRecord";
    }
}
