package org.taxbrain.connectors.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Writes whole documents into indices, each fenced by its version, so that neither a repetition nor an older version
 * changes anything. Every write ends in exactly one of: in the index (this version or a newer one), or given to the
 * handler of rejections. Whatever else happens to Elasticsearch is waited out.
 *
 * <p>Writers may be many threads; the handler is called by the writer's own threads.
 */
public final class BulkWriter implements AutoCloseable {
    /** A request that is lost so often on an open connection may be too large for whatever stands in between. */
    private static final int LOSSES_BEFORE_SPLIT = 3;

    private final ElasticsearchConnection elasticsearch;
    private final BulkOptions options;
    private final Consumer<Rejection> rejections;
    private final BulkQueue queue;
    private final List<Thread> senders = new ArrayList<>();
    private final LongAdder written = new LongAdder();
    private final LongAdder superseded = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder requested = new LongAdder();
    private final LongAdder waitedNanos = new LongAdder();

    /**
     * Starts a writer.
     *
     * @param elasticsearch stays the caller's, who closes it after the writer
     * @param rejections takes what the index can never take; when it throws, the writer fails
     */
    public BulkWriter(ElasticsearchConnection elasticsearch, BulkOptions options, Consumer<Rejection> rejections) {
        this.elasticsearch = elasticsearch;
        this.options = options;
        this.rejections = rejections;
        this.queue = new BulkQueue(options);
        for (int i = 0; i < options.parallel(); i++) {
            Thread sender = new Thread(this::send, "bulk-writer-" + i);
            sender.setDaemon(true);
            sender.start();
            senders.add(sender);
        }
    }

    /**
     * Hands over a document; it goes out within {@link BulkOptions#maxAge()}. Waits while too much is under way.
     *
     * @throws IOException if the writer has failed
     */
    public void write(IndexWrite write) throws IOException, InterruptedException {
        queue.put(write);
    }

    /**
     * Waits until every document handed over before has its outcome, however long Elasticsearch takes.
     *
     * @throws IOException if the writer has failed
     */
    public void flush() throws IOException, InterruptedException {
        queue.flush();
    }

    /** Documents without an outcome yet. */
    public int pending() {
        return queue.pending();
    }

    /** Documents that the index took. */
    public long written() {
        return written.sum();
    }

    /** Documents that the index already had in this or a newer version. */
    public long superseded() {
        return superseded.sum();
    }

    /** Documents that were given to the handler of rejections. */
    public long rejected() {
        return rejected.sum();
    }

    /** Documents sent again, each time counted. */
    public long retries() {
        return retries.sum();
    }

    /** Requests that were sent, answered or not. */
    public long requests() {
        return requests.sum();
    }

    /** Documents in them. */
    public long requested() {
        return requested.sum();
    }

    /** How long they were waited for, nanoseconds. */
    public long waitedNanos() {
        return waitedNanos.sum();
    }

    private void send() {
        try {
            for (List<IndexWrite> batch = queue.take(); batch != null; batch = queue.take()) {
                deliver(batch);
                queue.done(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // a fault of ours, or a handler that could not keep a rejection: whoever writes or flushes must know
            queue.fail(e);
        }
    }

    /** Returns when every document of the batch has its outcome. */
    private void deliver(List<IndexWrite> batch) throws InterruptedException {
        Patience patience = new Patience("writes to Elasticsearch at " + elasticsearch.url());
        Deque<List<IndexWrite>> open = new ArrayDeque<>();
        open.push(batch);
        int losses = 0;
        while (!open.isEmpty()) {
            List<IndexWrite> part = open.pop();
            try {
                List<IndexWrite> again = attempt(part, open, patience);
                retries.add(again.size());
                if (!again.isEmpty()) {
                    open.push(again);
                }
                losses = 0;
            } catch (SetupException e) {
                retries.add(part.size());
                open.push(part);
                patience.halt(e.why(), e.remedy());
            } catch (IOException e) {
                retries.add(part.size());
                losses = e instanceof ConnectException ? 0 : losses + 1;
                if (losses >= LOSSES_BEFORE_SPLIT && part.size() > 1) {
                    losses = 0;
                    split(part, open);
                } else {
                    open.push(part);
                }
                patience.retry("no answer (" + e + ")");
            }
        }
    }

    /** One request; returns what must be sent again. */
    private List<IndexWrite> attempt(List<IndexWrite> part, Deque<List<IndexWrite>> open, Patience patience)
            throws IOException, InterruptedException {
        Answer answer = request(part);
        switch (Verdict.of(answer.status())) {
            case DONE -> {
                JsonNode items = BulkRequest.items(answer, part.size());
                if (items != null) {
                    return settle(part, items, patience);
                }
                patience.halt("the answer is not Elasticsearch's", Remedies.of(answer.status()));
                return part;
            }
            case SPLIT -> {
                if (part.size() > 1) {
                    split(part, open);
                } else {
                    reject(
                            new Rejection(
                                    part.get(0),
                                    null,
                                    "the document of " + part.get(0).body().length
                                            + " bytes is larger than Elasticsearch takes: raise http.max_content_length there, or find out why the file is so large"));
                }
                return List.of();
            }
            case RETRY -> patience.retry("status " + answer.status() + " " + answer.errorType());
            default ->
                patience.halt("status " + answer.status() + " " + answer.errorType(), Remedies.of(answer.status()));
        }
        return part;
    }

    private Answer request(List<IndexWrite> part) throws IOException {
        requests.increment();
        requested.add(part.size());
        long began = System.nanoTime();
        try {
            return BulkRequest.send(elasticsearch, part);
        } finally {
            waitedNanos.add(System.nanoTime() - began);
        }
    }

    /** Gives each document its outcome; returns those that have none yet. */
    private List<IndexWrite> settle(List<IndexWrite> part, JsonNode items, Patience patience)
            throws InterruptedException {
        List<IndexWrite> again = new ArrayList<>();
        JsonNode halted = null;
        JsonNode busy = null;
        for (int i = 0; i < part.size(); i++) {
            JsonNode item = items.get(i);
            switch (BulkRequest.verdict(item)) {
                case DONE -> (item.at("/index/status").asInt() == 409 ? superseded : written).increment();
                case REJECTED -> reject(BulkRequest.rejection(part.get(i), item));
                case HALT -> {
                    halted = item;
                    again.add(part.get(i));
                }
                default -> {
                    busy = item;
                    again.add(part.get(i));
                }
            }
        }
        if (halted != null) {
            patience.halt(
                    again.size() + " documents refused with " + BulkRequest.errorType(halted),
                    Remedies.of(halted.at("/index/status").asInt()));
        } else if (busy != null) {
            patience.retry(again.size() + " documents put off with " + BulkRequest.errorType(busy));
        } else {
            patience.succeeded();
        }
        return again;
    }

    private void reject(Rejection rejection) {
        rejections.accept(rejection);
        rejected.increment();
    }

    private static void split(List<IndexWrite> part, Deque<List<IndexWrite>> open) {
        int middle = part.size() / 2;
        open.push(part.subList(middle, part.size()));
        open.push(part.subList(0, middle));
    }

    /** Stops at once. What has no outcome yet is dropped: flush first, or write it again later. */
    @Override
    public void close() {
        queue.close();
        senders.forEach(Thread::interrupt);
        try {
            for (Thread sender : senders) {
                sender.join();
            }
        } catch (InterruptedException e) {
            // whoever closes is in a hurry; the senders end by themselves
            Thread.currentThread().interrupt();
        }
    }
}
