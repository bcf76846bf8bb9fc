/**
 * Masks of the head, the brain and the air of a phase-cycled series, and the signal-to-noise ratio they give: {@link
 * org.relaxometry.bssfp.preprocessing.mask.HeadMasks} and {@link
 * org.relaxometry.bssfp.preprocessing.mask.SignalToNoise} are what others use.
 */
package org.relaxometry.bssfp.preprocessing.mask;
