/** Two examinations of one patient: brought halfway to each other, and what has changed between them beyond noise. */
package org.relaxometry.bssfp.followup;
