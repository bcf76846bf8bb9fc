/** Open images and files alike as planes without copying: axis of the cycles, scale, protocol and grid. */
package org.relaxometry.bssfp.io.image;
