/** The methods that turn a series into T1 and T2, as users name them: what each needs and how its estimator is made. */
package org.relaxometry.bssfp.method;
