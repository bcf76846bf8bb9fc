/**
 * What can be seen of a series before it is processed: whether its convention fits the signal model, cycles that do not
 * belong, and its noise.
 */
package org.relaxometry.bssfp.preprocessing.check;
