/**
 * Results as DICOM: a map as a series of MR images or as a parametric map, a figure as a colour secondary capture, a report as an
 * encapsulated PDF. Explicit little-endian files; patient, study and frame of reference come from the
 * {@link org.relaxometry.bssfp.io.dicom.write.Examination}. The same input and settings give the same files, identifiers included.
 * Source: DICOM PS3.3, PS3.5, PS3.6, PS3.10, PS3.16.
 */
package org.relaxometry.bssfp.io.dicom.write;
