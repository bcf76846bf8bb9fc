/**
 * T1 and T2 from likelihood and prior. {@link org.relaxometry.bssfp.estimation.posterior.PosteriorEstimator} sums likelihood
 * times {@link org.relaxometry.bssfp.estimation.posterior.Prior} over T1 and T2;
 * {@link org.relaxometry.bssfp.estimation.posterior.PriorLearner} learns a prior from voxels.
 */
package org.relaxometry.bssfp.estimation.posterior;
