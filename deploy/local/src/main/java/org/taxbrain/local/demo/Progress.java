package org.taxbrain.local.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how a long step goes: a bar on a terminal, a line every few seconds elsewhere. */
public final class Progress implements AutoCloseable {
    private static final long LINE_EVERY = Duration.ofSeconds(5).toNanos();
    private final String step;
    private final PrintStream out;
    private final ProgressBar bar;
    private final long begun = System.nanoTime();
    private long lastLine = begun;
    private long done;
    private long total;

    /**
     * Begins a step.
     *
     * @param total how much there is to do; 0 or less: not known yet
     */
    public Progress(String step, long total, PrintStream out) {
        this.step = step;
        this.out = out;
        this.total = total;
        this.bar = System.console() == null
                ? null
                : new ProgressBarBuilder()
                        .setTaskName(step)
                        .setInitialMax(Math.max(total, 1))
                        .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                        .setUpdateIntervalMillis(200)
                        .build();
    }

    /** Says how far the step is. */
    public void at(long done, long total) {
        at(done, total, null);
    }

    /**
     * Says how far the step is, and what it waits for.
     *
     * @param waitsFor for people; null: nothing
     */
    public synchronized void at(long done, long total, String waitsFor) {
        this.done = done;
        this.total = total;
        if (bar != null) {
            bar.maxHint(Math.max(total, done));
            bar.stepTo(done);
            bar.setExtraMessage(waitsFor == null ? "" : waitsFor);
        } else if (System.nanoTime() - lastLine > LINE_EVERY) {
            lastLine = System.nanoTime();
            out.printf("  %s: %s%s%n", step, position(), waitsFor == null ? "" : "; waits for " + waitsFor);
        }
    }

    /** How far the step is. */
    public synchronized long done() {
        return done;
    }

    private String position() {
        return total > 0
                ? String.format(Locale.ROOT, "%,d of %,d (%d %%)", done, total, done * 100 / total)
                : String.format(Locale.ROOT, "%,d", done);
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        out.printf(Locale.ROOT, "%s: %,d in %.1f s%n", step, done, seconds);
    }
}
