/** CleanJob: parse, check, normalise, fence by the source's order. */
package org.taxbrain.jobs.clean;
