/** Single images of a folder: header, kind, acquisition facts and natural order. */
package org.relaxometry.bssfp.io.series.scan;
