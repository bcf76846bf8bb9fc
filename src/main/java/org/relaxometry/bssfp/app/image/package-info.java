/** Anatomical Images: without banding from the cycles, and of any contrast from the maps. */
package org.relaxometry.bssfp.app.image;
