/** In silico studies and the choice of a protocol. */
package org.relaxometry.bssfp.app.study;
