package org.taxbrain.jobs.file.kernel;

/**
 * A version of a document or reminder.
 *
 * @param index taxpayer, property-unit, enforcement-case or reminder
 * @param id subject or reminder id
 * @param body JSON; null: it is gone
 */
public record Result(String index, String id, String body) {}
