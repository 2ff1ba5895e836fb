/** What stands in the search index: the indices and their mappings, derived from the catalogue, and the masked forms of personal data. */
package org.taxbrain.schemas.index;
