package org.relaxometry.bssfp.training;

import org.relaxometry.bssfp.estimation.network.NetworkModel;

/**
 * What a training gives.
 *
 * @param model the best weights, with their card
 * @param testLoss mean loss of the weights over samples that neither trained nor chose them
 * @param complete whether training came to its end, by its epochs or its patience; false where it was cancelled
 */
public record TrainedNetwork(NetworkModel model, double testLoss, boolean complete) {}
