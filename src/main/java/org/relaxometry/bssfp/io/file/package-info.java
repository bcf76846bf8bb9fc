/**
 * Files of any kind: inputs with their checksum, results that are written aside and published together, pages, and the
 * account of what was read.
 */
package org.relaxometry.bssfp.io.file;
