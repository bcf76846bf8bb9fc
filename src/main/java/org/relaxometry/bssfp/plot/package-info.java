/** Maps to figures: the colours the field recommends, display ranges, figures with colour bars. */
package org.relaxometry.bssfp.plot;
