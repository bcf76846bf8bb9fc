/**
 * Phase cycles to the SSFP configurations F−1, F0, F+1: the Fourier sum
 * ({@link org.relaxometry.bssfp.configuration.ConfigurationTransform}), then phase reference and normalisation as steps of
 * their own on the {@link org.relaxometry.bssfp.configuration.ConfigurationBlock}.
 */
package org.relaxometry.bssfp.configuration;
