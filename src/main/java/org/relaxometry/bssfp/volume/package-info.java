/** ImgLib2: a phase-cycled series as images, the block-wise parallel runner, and parameter maps. */
package org.relaxometry.bssfp.volume;
