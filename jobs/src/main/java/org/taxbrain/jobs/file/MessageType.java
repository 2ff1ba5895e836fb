package org.taxbrain.jobs.file;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.taxbrain.jobs.file.kernel.Message;

/** How messages travel between operators. */
final class MessageType {
    static final TypeInformation<Message> INFO = Types.POJO(Message.class);

    private MessageType() {}
}
