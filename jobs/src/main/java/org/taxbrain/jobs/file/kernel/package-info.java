/**
 * The join kernel: whose a fact is, now and after every correction, as pure functions over small state interfaces.
 *
 * <p>Stages, each keyed and each sending {@link org.taxbrain.jobs.file.kernel.Message}s to the next, never back:
 *
 * <ol>
 *   <li>{@link org.taxbrain.jobs.file.kernel.Router}, by (dataset, key): remembers where a row went and takes it back;
 *   <li>{@link org.taxbrain.jobs.file.kernel.AliasStage}, by an id that registers speak of: who is who;
 *   <li>{@link org.taxbrain.jobs.file.kernel.ChainStage}, for all cases: which numbers are one debt; an
 *       {@link org.taxbrain.jobs.file.kernel.IdentityStage} of case numbers follows it;
 *   <li>{@link org.taxbrain.jobs.file.kernel.ObjectFold}, by unit or case: its document, and {@link org.taxbrain.jobs.file.kernel.Notice}s to its people;
 *   <li>{@link org.taxbrain.jobs.file.kernel.IdentityStage}, by subject as presented: forwards to the canonical subject;
 *   <li>{@link org.taxbrain.jobs.file.kernel.RelativesFold}, by canonical subject: notices to relatives, which go through another
 *       {@link org.taxbrain.jobs.file.kernel.IdentityStage};
 *   <li>{@link org.taxbrain.jobs.file.kernel.SubjectFold}, by canonical subject: its document and reminders.
 * </ol>
 *
 * <p>Nothing here knows Flink: the same code is tested by random histories over maps and runs in keyed process functions.
 */
package org.taxbrain.jobs.file.kernel;
