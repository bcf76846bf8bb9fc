/** Networks: trained, trained and applied on the spot, imported. */
package org.relaxometry.bssfp.app.train;
