/** The steps between scanner and maps, one command each. */
package org.relaxometry.bssfp.app.preprocess;
