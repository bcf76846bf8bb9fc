/**
 * Maps in one call, for programs that use this one as a library: {@link org.relaxometry.bssfp.mapping.Relaxometry} takes a series and
 * a method and gives images of ImgLib2. Nothing here knows of SciJava, of windows or of files.
 */
package org.relaxometry.bssfp.mapping;
