/** Many examinations together: values of regions, what is usual in a group, and what stands out. */
package org.relaxometry.bssfp.cohort;
