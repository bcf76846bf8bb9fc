/** What a run gives, on its way out: the writer of all results, the handedness it worked with, counts by status. */
package org.relaxometry.bssfp.app.result;
