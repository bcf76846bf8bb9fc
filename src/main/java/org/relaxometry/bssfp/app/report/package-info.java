/** The page about one patient, and the norms of a site that it compares with. */
package org.relaxometry.bssfp.app.report;
