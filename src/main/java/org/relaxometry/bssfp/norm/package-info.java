/** What is usual in people of an age and sex, learnt by a site from a cohort of its own; files of it. */
package org.relaxometry.bssfp.norm;
