/**
 * Maps of water and fat of a series: {@link org.relaxometry.bssfp.volume.fat.WaterFatMapper} finds every ΔB0 that fits each voxel, {@code
 * FieldChoice} chooses among them by the neighbours, and what fits there is the answer.
 */
package org.relaxometry.bssfp.volume.fat;
