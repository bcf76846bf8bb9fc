/**
 * Water and fat in the same voxel. {@link org.relaxometry.bssfp.estimation.fat.WaterFatFit} fits both to the samples;
 * {@link org.relaxometry.bssfp.estimation.fat.FieldCandidates} finds every ΔB0 at which they fit, for the misfit against ΔB0 has several
 * minima and which of them is true only the neighbours tell; {@link org.relaxometry.bssfp.estimation.fat.WaterFatBound} is how well a
 * protocol can tell the two apart, {@link org.relaxometry.bssfp.estimation.fat.PulseOnFat} what a pulse that takes time costs.
 */
package org.relaxometry.bssfp.estimation.fat;
