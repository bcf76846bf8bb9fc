/**
 * Images to be read by eye: without banding, from the phase cycles, and of any contrast, from T1, T2 and M0.
 */
package org.relaxometry.bssfp.contrast;
