package org.taxbrain.connectors.elasticsearch;

import java.io.IOException;

/** Requests that are repeated until Elasticsearch has decided on them. */
final class PatientRequests {
    private final ElasticsearchConnection elasticsearch;
    private final Patience patience;

    PatientRequests(ElasticsearchConnection elasticsearch, String what) {
        this.elasticsearch = elasticsearch;
        this.patience = new Patience(what + " at " + elasticsearch.url());
    }

    /** The answer to a request: success, or 400 for a request that can't be granted. Everything else is waited out. */
    Answer send(String method, String path, String body) throws InterruptedException {
        while (true) {
            try {
                Answer answer = elasticsearch.send(method, path, body);
                Verdict verdict = answer.status() == 400 ? Verdict.REJECTED : Verdict.of(answer.status());
                switch (verdict) {
                    case DONE, REJECTED -> {
                        patience.succeeded();
                        return answer;
                    }
                    case RETRY -> patience.retry("status " + answer.status() + " " + answer.error());
                    default ->
                        patience.halt("status " + answer.status() + " " + answer.error(), Remedies.of(answer.status()));
                }
            } catch (SetupException e) {
                patience.halt(e.why(), e.remedy());
            } catch (IOException e) {
                patience.retry("no answer (" + e + ")");
            }
        }
    }
}
