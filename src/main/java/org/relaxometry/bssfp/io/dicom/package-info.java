/**
 * DICOM files, read as far as MR images of a phase-cycled series need it.
 *
 * <p>{@link org.relaxometry.bssfp.io.dicom.DicomFile} reads the elements, nested sequences included, and
 * {@link org.relaxometry.bssfp.io.dicom.DicomFrame} sees classic and enhanced files alike as frames with their own place,
 * scale and kind. Pixels as they are, or compressed without loss; what is not read is refused by name. Source: DICOM PS3.3, PS3.5 and PS3.10.
 */
package org.relaxometry.bssfp.io.dicom;
