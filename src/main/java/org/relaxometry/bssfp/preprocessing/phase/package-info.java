/** The phase that is not signal: of the receiver, and of a field that drifts from cycle to cycle. */
package org.relaxometry.bssfp.preprocessing.phase;
