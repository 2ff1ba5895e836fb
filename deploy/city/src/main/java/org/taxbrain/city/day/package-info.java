/** A day on which the city lives on: changes that follow from the seed, committed by the departments' own means, each exactly once. */
package org.taxbrain.city.day;
