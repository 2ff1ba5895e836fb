package org.taxbrain.city.out;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.taxbrain.city.Sources;

class FileLineTest {
    /** At which moment the client hears of it is chance: before, while, or after it asks for a channel. */
    @RepeatedTest(100)
    void shouldCallAServerThatHangsUpAfterTheLoginAFailedConnection(RepetitionInfo attempt) throws Exception {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        SimpleGeneratorHostKeyProvider keys = new SimpleGeneratorHostKeyProvider();
        server.setKeyPairProvider(keys);
        server.setPasswordAuthenticator((user, password, session) -> true);
        server.addSessionListener(new SessionListener() {
            @Override
            public void sessionEvent(Session session, Event event) {
                if (event == Event.Authenticated) {
                    long micros = 40L * attempt.getCurrentRepetition();
                    new Thread(() -> {
                                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
                                session.close(true);
                            })
                            .start();
                }
            }
        });
        server.start();
        try {
            String hostKey = KeyUtils.getFingerPrint(
                    BuiltinDigests.sha256, keys.loadKeys(null).iterator().next().getPublic());
            Sources.Sftp sftp = new Sources.Sftp(
                    "127.0.0.1", server.getPort(), hostKey, Map.of("bank", new Sources.Login("bank", "secret")));
            Throwable thrown = catchThrowable(() -> FileLine.open(sftp, "bank").close());
            // of a server that was slower than the client nothing is heard
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(IOException.class);
            }
        } finally {
            server.stop(true);
        }
    }
}
