package org.taxbrain.pipelines.files;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.remote.RemoteFileConfiguration;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.SftpComponent;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpOperations;
import org.apache.camel.component.file.remote.SftpRemoteFile;

/** Camel's SFTP, with the server's host key checked by its fingerprint and the password read at each login. */
@SuppressWarnings("rawtypes") // so Camel declares its remote files
final class TrustedSftp extends SftpComponent {
    private final DepartmentServer server;

    TrustedSftp(CamelContext context, DepartmentServer server) {
        super(context);
        this.server = server;
    }

    /** An endpoint of a folder, relative to the login's home. */
    Folder folder(String directory) throws Exception {
        return (Folder) createEndpoint("sftp://" + server.address() + "/" + directory);
    }

    @Override
    protected GenericFileEndpoint<SftpRemoteFile> buildFileEndpoint(
            String uri, String remaining, Map<String, Object> parameters) throws URISyntaxException {
        SftpConfiguration configuration = new SftpConfiguration(new URI(uri));
        configuration.setUsername(server.user());
        configuration.setPreferredAuthentications("password");
        configuration.setUseUserKnownHostsFile(false);
        configuration.setStrictHostKeyChecking("yes");
        configuration.setThrowExceptionOnConnectFailed(true);
        configuration.setStepwise(false);
        configuration.setConnectTimeout(10_000);
        configuration.setSoTimeout(60_000);
        return new Folder(uri, this, configuration, server);
    }

    /** A folder of a department's server. */
    static final class Folder extends SftpEndpoint {
        private final DepartmentServer server;
        private Operations operations;

        private Folder(String uri, SftpComponent component, SftpConfiguration configuration, DepartmentServer server) {
            super(uri, component, configuration);
            this.server = server;
        }

        @Override
        public RemoteFileOperations<SftpRemoteFile> createRemoteFileOperations() {
            operations = new Operations(server);
            operations.setEndpoint(this);
            return operations;
        }

        /** Drops the connection, so that the next poll makes a new one. */
        void reconnect() {
            if (operations != null) {
                operations.forceDisconnect();
            }
        }
    }

    private static final class Operations extends SftpOperations {
        private final DepartmentServer server;

        private Operations(DepartmentServer server) {
            this.server = server;
        }

        @Override
        protected Session createSession(RemoteFileConfiguration configuration) throws JSchException {
            configuration.setPassword(server.password());
            Session session = super.createSession(configuration);
            session.setHostKeyRepository(server.hostKey());
            return session;
        }
    }
}
