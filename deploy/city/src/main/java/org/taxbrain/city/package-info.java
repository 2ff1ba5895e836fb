/** A seeded sample city: what each department holds, in its own form, and a day of changes. Knows nothing of the pipeline. */
package org.taxbrain.city;
