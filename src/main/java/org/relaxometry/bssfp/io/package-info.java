/**
 * Files and open images in and out: NIfTI, sidecar JSON, protocol, BIDS names, ImagePlus to volume and back.
 *
 * <p>The way in is {@link org.relaxometry.bssfp.io.SeriesLoader}: what a user typed becomes a checked series. Images are
 * opened and seen as planes without copying, the axis of the cycles is found, the protocol is gathered from all its
 * sources, and the units of phase and B1 are decided from header and values. Whatever is doubtful is refused, decided by
 * the user with a key, or at least said.
 */
package org.relaxometry.bssfp.io;
