/** Quality control, and all preprocessing steps in one go with its page at the end. */
package org.relaxometry.bssfp.app.quality;
