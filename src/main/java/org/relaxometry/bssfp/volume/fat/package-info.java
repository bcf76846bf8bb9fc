/**
 * Maps of water and fat of a series: {@link org.relaxometry.bssfp.volume.fat.WaterFatMapper} finds every ΔB0 that fits each voxel, {@code
 * FieldChoice} chooses among them by the neighbours, and what fits there is the answer. {@link
 * org.relaxometry.bssfp.volume.fat.FatCheck} sees in maps made of water alone which voxels hold fat.
 */
package org.relaxometry.bssfp.volume.fat;
