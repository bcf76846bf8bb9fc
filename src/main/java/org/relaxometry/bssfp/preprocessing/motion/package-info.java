/**
 * Motion of the head between the phase cycles: registration of magnitudes whose banding differs, and interpolation of complex
 * images. {@link org.relaxometry.bssfp.preprocessing.motion.MotionCorrection} is the way in.
 */
package org.relaxometry.bssfp.preprocessing.motion;
