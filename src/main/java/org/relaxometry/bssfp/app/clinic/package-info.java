/** One examination from the scanner's DICOM files to maps as DICOM, by the commands of the menu. */
package org.relaxometry.bssfp.app.clinic;
