/** Keys that several commands share, and what a user typed in them. */
package org.relaxometry.bssfp.app.key;
