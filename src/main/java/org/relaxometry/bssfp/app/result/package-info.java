/** Maps on their way out: files with records, windows, counts by status. */
package org.relaxometry.bssfp.app.result;
