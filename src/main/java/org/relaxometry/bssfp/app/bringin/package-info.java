/** Data come in: sample brain, import of a folder; and the about text. */
package org.relaxometry.bssfp.app.bringin;
