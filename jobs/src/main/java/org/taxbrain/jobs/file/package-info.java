/** FileJob: one file per taxpayer, unit and case, and the reminders, from the clean rows of all departments. */
package org.taxbrain.jobs.file;
