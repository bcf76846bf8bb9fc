/**
 * Maximum likelihood that averages over those neighbours that the noise cannot tell apart.
 * {@link org.relaxometry.bssfp.volume.adaptive.AdaptiveLikelihood} runs it over a series: {@code LikelihoodField} holds what every
 * voxel's samples say of T1 and T2, filled by {@code LikelihoodReader}; {@code AdaptiveStep} averages over the voxels of a
 * {@code Neighbourhood}; {@code OddVoxels} finds those that averaging would wipe out; {@code ErrorTable} finds how far off the outcome is,
 * by averaging once more what {@code LikelihoodDraw} makes up about it. {@code NeighbourWeights} tells afterwards who was averaged with
 * whom.
 */
package org.relaxometry.bssfp.volume.adaptive;
