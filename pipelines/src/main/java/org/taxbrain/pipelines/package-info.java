/** The Camel application that brings the departments' rows in: what runs when, and how it is doing. */
package org.taxbrain.pipelines;
