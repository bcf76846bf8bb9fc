/** Between the files and the estimators: the convention check on complex data. */
package org.relaxometry.bssfp.preprocessing;
