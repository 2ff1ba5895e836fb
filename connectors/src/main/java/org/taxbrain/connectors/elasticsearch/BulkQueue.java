package org.taxbrain.connectors.elasticsearch;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits to be sent, and when it is time to send it. */
final class BulkQueue {
    private final BulkOptions options;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition due = lock.newCondition();
    private final Condition settled = lock.newCondition();
    private final Deque<IndexWrite> waiting = new ArrayDeque<>();
    private long waitingBytes;
    /** Waiting or under way. */
    private int pending;

    private long pendingBytes;
    private long oldest;
    private int flushing;
    private boolean closed;
    private Throwable failure;

    BulkQueue(BulkOptions options) {
        this.options = options;
    }

    void put(IndexWrite write) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (pendingBytes > options.maxBuffered() && !closed && failure == null) {
                room.await();
            }
            check();
            if (waiting.isEmpty()) {
                oldest = System.nanoTime();
            }
            waiting.add(write);
            waitingBytes += write.size();
            pending++;
            pendingBytes += write.size();
            if (waiting.size() == 1 || isFull()) {
                due.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    void flush() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            flushing++;
            due.signalAll();
            while (pending > 0 && !closed && failure == null) {
                settled.await();
            }
            check();
        } finally {
            flushing--;
            lock.unlock();
        }
    }

    /** The next batch once it is due; null when the queue is closed. */
    List<IndexWrite> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                if (waiting.isEmpty()) {
                    due.await();
                    continue;
                }
                long left = options.maxAge().toNanos() - (System.nanoTime() - oldest);
                if (left <= 0 || flushing > 0 || isFull()) {
                    return drain();
                }
                due.awaitNanos(left);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return waitingBytes >= options.maxBytes() || waiting.size() >= options.maxCount();
    }

    private List<IndexWrite> drain() {
        List<IndexWrite> batch = new ArrayList<>();
        long bytes = 0;
        while (!waiting.isEmpty()
                && batch.size() < options.maxCount()
                && (batch.isEmpty() || bytes + waiting.peek().size() <= options.maxBytes())) {
            IndexWrite write = waiting.poll();
            bytes += write.size();
            batch.add(write);
        }
        waitingBytes -= bytes;
        oldest = System.nanoTime();
        if (!waiting.isEmpty()) {
            due.signal();
        }
        return batch;
    }

    /** Every document of the batch has its outcome. */
    void done(List<IndexWrite> batch) {
        lock.lock();
        try {
            pending -= batch.size();
            pendingBytes -= batch.stream().mapToInt(IndexWrite::size).sum();
            room.signalAll();
            if (pending == 0) {
                settled.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    void fail(Throwable cause) {
        lock.lock();
        try {
            failure = cause;
            wakeAll();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            wakeAll();
        } finally {
            lock.unlock();
        }
    }

    int pending() {
        lock.lock();
        try {
            return pending;
        } finally {
            lock.unlock();
        }
    }

    private void wakeAll() {
        room.signalAll();
        due.signalAll();
        settled.signalAll();
    }

    private void check() throws IOException {
        if (failure != null) {
            throw new IOException("the writer to Elasticsearch has failed: " + failure.getMessage(), failure);
        }
        if (closed) {
            throw new IOException("the writer to Elasticsearch is closed");
        }
    }
}
