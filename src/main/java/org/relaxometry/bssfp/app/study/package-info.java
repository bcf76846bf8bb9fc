/** In silico studies, the choice of a protocol, and a study of simulated subjects. */
package org.relaxometry.bssfp.app.study;
