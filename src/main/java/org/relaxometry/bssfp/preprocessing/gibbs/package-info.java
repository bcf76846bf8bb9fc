/**
 * Removal of Gibbs ringing from complex images: {@link org.relaxometry.bssfp.preprocessing.gibbs.GibbsRemoval} is what others
 * use, the rest are its lines, their Fourier transform and the choice of subvoxel shifts.
 */
package org.relaxometry.bssfp.preprocessing.gibbs;
