/** What commands share that let methods estimate voxels. */
package org.relaxometry.bssfp.app.estimate;
