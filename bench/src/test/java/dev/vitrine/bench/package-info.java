/** Tests of the benchmarks themselves. */
@NullMarked
package dev.vitrine.bench;

import org.jspecify.annotations.NullMarked;
