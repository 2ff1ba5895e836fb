package org.taxbrain.connectors.kafka;

/**
 * What was found amiss; the topic {@code finding} holds one record of each.
 *
 * @param id of the finding: the same one, met again, replaces itself
 * @param kind of docs/contracts.md
 * @param job the job or command that found it
 * @param what the thing that is amiss
 * @param isOpen whether somebody has to do something
 * @param message what happened, what follows from it, what to do; no personal data
 */
public record Finding(String id, String kind, String job, String what, boolean isOpen, String message) {}
