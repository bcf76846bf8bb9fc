/** JSON beside an image: the protocol, the unit and what else it says. */
package org.relaxometry.bssfp.io.sidecar;
