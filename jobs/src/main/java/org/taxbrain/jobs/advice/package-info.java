/** What accepted rows say among each other: values that should be unique, and references to rows of other datasets. */
package org.taxbrain.jobs.advice;
