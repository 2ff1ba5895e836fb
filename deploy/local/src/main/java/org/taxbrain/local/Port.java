package org.taxbrain.local;

/** Every address that the stack listens on (always 127.0.0.1), and the component that listens. */
public enum Port {
    POSTGRES(Component.POSTGRES),
    KAFKA(Component.KAFKA),
    KAFKA_CONTROLLER(Component.KAFKA),
    ELASTICSEARCH(Component.ELASTICSEARCH),
    ELASTICSEARCH_TRANSPORT(Component.ELASTICSEARCH),
    FLINK_REST(Component.JOBMANAGER),
    JOBMANAGER_RPC(Component.JOBMANAGER),
    JOBMANAGER_BLOB(Component.JOBMANAGER),
    JOBMANAGER_METRICS(Component.JOBMANAGER),
    TASKMANAGER_RPC(Component.TASKMANAGER),
    TASKMANAGER_DATA(Component.TASKMANAGER),
    TASKMANAGER_METRICS(Component.TASKMANAGER),
    DEPARTMENTS_SFTP(Component.DEPARTMENTS),
    DEPARTMENTS_HTTP(Component.DEPARTMENTS),
    PIPELINES_HTTP(Component.PIPELINES),
    PIPELINES_PUSH(Component.PIPELINES),
    /** Where Prometheus scrapes. */
    JOBMANAGER_PROMETHEUS(Component.JOBMANAGER),
    /** Where Prometheus scrapes. */
    TASKMANAGER_PROMETHEUS(Component.TASKMANAGER);

    private final Component component;

    Port(Component component) {
        this.component = component;
    }

    /** Whose port it is. */
    public Component component() {
        return component;
    }
}
