package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What an object (a unit, a case) has to say to one of its people, or a person to a relative, one hop away. */
sealed interface Notice permits InterestHeld, Notice.Listed {
    ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    /** Kinds of notices; an object may send several, each in a slot of its own. */
    enum Kind {
        /** A case's, to its applicants: {@link InterestHeld}. */
        INTEREST("interest", InterestHeld.class),
        /** A case's, to its parties: {@link Debt}. */
        DEBT("debt", Debt.class),
        /** A unit's, to its holders: {@link UnitState}. */
        UNIT("unit", UnitState.class),
        /** A person's, to a relative: {@link Relative}. */
        RELATIVE("relative", Relative.class);

        private final String id;
        private final Class<? extends Notice> body;

        Kind(String id, Class<? extends Notice> body) {
            this.id = id;
            this.body = body;
        }

        /** Its name in slots: part of the state, never changed. */
        String id() {
            return id;
        }

        static Kind of(String id) {
            for (Kind kind : values()) {
                if (kind.id.equals(id)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("a notice of unknown kind: state of another build?");
        }
    }

    Kind kind();

    /** One that stands in a list of the file of whom it is for. */
    sealed interface Listed extends Notice permits Debt, UnitState, Relative {
        /** Writes the list's element. */
        void write(JsonGenerator json, String object) throws IOException;

        static Listed decode(Kind kind, byte[] bytes) {
            return (Listed) Notice.decode(kind, bytes);
        }
    }

    /** The notice's bytes; equal for equal notices. */
    default byte[] encode() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a notice can't be written", e);
        }
    }

    static Notice decode(Kind kind, byte[] bytes) {
        try {
            return JSON.readValue(bytes, kind.body);
        } catch (IOException e) {
            throw new UncheckedIOException("a notice can't be read: state of another build?", e);
        }
    }
}
