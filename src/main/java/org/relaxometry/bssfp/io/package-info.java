/** Files and open images in and out: NIfTI, sidecar JSON, protocol, BIDS names, ImagePlus to volume and back. */
package org.relaxometry.bssfp.io;
