/**
 * What was measured: the acquisition {@link org.relaxometry.bssfp.protocol.Protocol} (TR, TE, flip angle, phase
 * increments) and the tissue it is measured in. Times in ms, angles in degrees, off-resonance in Hz at every public
 * boundary; radians only inside kernels. Imports nothing of ours.
 */
package org.relaxometry.bssfp.protocol;
