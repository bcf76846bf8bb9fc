package org.relaxometry.bssfp.estimation.network;

/**
 * A network with its card.
 *
 * @param card what it was made for
 * @param weights its parameters
 */
public record NetworkModel(ModelCard card, NetworkWeights weights) {

    /** @throws IllegalArgumentException where the card describes other weights */
    public NetworkModel {
        if (!card.layerSizes().equals(weights.layerSizes()) || card.outputActivation() != weights.outputActivation()) {
            throw new IllegalArgumentException("The card of model " + card.name() + " describes layers "
                    + card.layerSizes() + " with a " + card.outputActivation() + " output, but the weights have layers "
                    + weights.layerSizes() + " with a " + weights.outputActivation() + " output.");
        }
        String actual = weights.sha256();
        if (!actual.equals(card.weightsSha256())) {
            throw new IllegalArgumentException("The weights are not those that the card of model " + card.name()
                    + " describes: their SHA-256 is " + actual + ", the card says " + card.weightsSha256() + ".");
        }
    }
}
