/** ImgLib2: the block-wise parallel runner over a series, and parameter maps. */
package org.relaxometry.bssfp.volume;
