/**
 * Data sets in the Brain Imaging Data Structure: names, sidecars that are inherited, which files are one phase-cycled series,
 * tables, and what makes a folder a derivative.
 *
 * <p>Source: BIDS specification 1.11.1.
 */
package org.relaxometry.bssfp.io.bids;
