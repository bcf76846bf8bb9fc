/**
 * Compressed pixels of one frame, as scanners and archives keep them, as the bytes that they stand for: RLE, JPEG lossless, JPEG-LS and JPEG 2000 lossless.
 * What is lossy is refused by name: T1 and T2 follow from small differences. Source: DICOM PS3.5, 8.2 and annexes A and G.
 */
package org.relaxometry.bssfp.io.dicom.pixel;
