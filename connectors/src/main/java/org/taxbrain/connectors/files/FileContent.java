package org.taxbrain.connectors.files;

import java.io.IOException;
import java.io.InputStream;

/** What a department wrote, whatever it is packed and sealed in; it can be read several times. */
@FunctionalInterface
interface FileContent {
    /**
     * From the first byte on: decrypted, unpacked, without a byte-order mark.
     *
     * @throws FileRefusedException if it can't be unpacked; so may reading
     */
    InputStream open() throws IOException;
}
