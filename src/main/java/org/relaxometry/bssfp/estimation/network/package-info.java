/**
 * Multilayer perceptrons that give T1, T2 and ΔB0 voxel by voxel: the {@link org.relaxometry.bssfp.estimation.network.ModelCard}
 * says what a network was trained for, {@link org.relaxometry.bssfp.estimation.network.InputKernel} turns samples into its
 * inputs, an engine evaluates it.
 */
package org.relaxometry.bssfp.estimation.network;
