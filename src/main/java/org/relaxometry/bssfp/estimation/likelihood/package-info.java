/**
 * Maximum likelihood for any N ≥ 3 and any increments. {@link org.relaxometry.bssfp.estimation.likelihood.EllipseFit} fits
 * the elliptical signal to the samples of a voxel: a linear start ({@code LinearStart}), then steps of {@code NewtonStep} on
 * {@code NormalEquations}. {@link org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood} turns its shape into T1,
 * T2, ΔB0 and M0 and its Fisher matrix into their standard deviations. In long runs it lets {@code EllipseRows} fit whole
 * blocks by the same formulas as a {@code RowProgram}, with the same bits, and
 * {@link org.relaxometry.bssfp.estimation.likelihood.EllipseFit} those voxels that need more than plain steps.
 */
package org.relaxometry.bssfp.estimation.likelihood;
