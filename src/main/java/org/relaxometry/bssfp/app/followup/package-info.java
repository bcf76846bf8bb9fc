/** Compare Follow-up: what has changed between two examinations of one patient. */
package org.relaxometry.bssfp.app.followup;
