package org.taxbrain.pipelines.metrics;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.taxbrain.metrics.Metric;
import org.taxbrain.metrics.Samples;

/** What Debezium's engines say of themselves, in the beans that they register under the names of their slots. */
final class CaptureBeans {
    private static final double MILLIS = 1_000;

    private CaptureBeans() {}

    static void add(Samples samples) {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName bean : beans.queryNames(engines("streaming"), null)) {
            long behind = ((Number) value(beans, bean, "MilliSecondsBehindSource", -1L)).longValue();
            if (behind >= 0) {
                samples.add(Metric.CDC_BEHIND_SOURCE, behind / MILLIS, slot(bean));
            }
        }
        for (ObjectName bean : beans.queryNames(engines("snapshot"), null)) {
            boolean isRunning = (Boolean) value(beans, bean, "SnapshotRunning", false);
            samples.add(Metric.CDC_SNAPSHOT_RUNNING, isRunning ? 1 : 0, slot(bean));
        }
    }

    private static Object value(MBeanServer beans, ObjectName bean, String attribute, Object otherwise) {
        try {
            return beans.getAttribute(bean, attribute);
        } catch (JMException e) {
            // the engine has ended since the beans were listed
            return otherwise;
        }
    }

    private static String slot(ObjectName bean) {
        return bean.getKeyProperty("server");
    }

    private static ObjectName engines(String context) {
        try {
            return new ObjectName("debezium.postgres:type=connector-metrics,context=" + context + ",*");
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException("a fixed pattern is well-formed", e);
        }
    }
}
