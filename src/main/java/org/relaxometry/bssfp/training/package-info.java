/**
 * Networks from simulated data: a {@link org.relaxometry.bssfp.training.TrainingSpecification} says what to train, a
 * {@link org.relaxometry.bssfp.training.ParameterDistribution} which tissue to draw, the
 * {@link org.relaxometry.bssfp.training.NetworkTrainer} draws, simulates and minimises a
 * {@link org.relaxometry.bssfp.training.pass.TrainingLoss}. Derivatives are written by hand, through network and signal model; no
 * automatic differentiation. The same seed gives the same weights, bit by bit, with any number of threads.
 */
package org.relaxometry.bssfp.training;
