/** One training step: forward and backward pass through network, loss and signal model, in plain Java and with PyTorch. */
package org.relaxometry.bssfp.training.pass;
