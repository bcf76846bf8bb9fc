/**
 * From N complex samples of a voxel to T1, T2, ΔB0 and M0: the {@link org.relaxometry.bssfp.estimation.RelaxometryEstimator}
 * contract on blocks of voxels, the quantities it yields and the status each voxel gets. The methods live in the packages
 * below and never import one another.
 */
package org.relaxometry.bssfp.estimation;
