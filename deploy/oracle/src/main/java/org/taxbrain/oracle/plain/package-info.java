/**
 * Datasets that stand in files as they are, with no product of their own: the oracle reads their declarations in its own way, and makes
 * one query for each out of the same parts that the hand-written ones use.
 */
package org.taxbrain.oracle.plain;
