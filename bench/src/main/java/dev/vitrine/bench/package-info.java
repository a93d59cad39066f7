/**
 * JMH benchmarks of what everything else stands on. They may use castore and nothing else of ours; {@code bench/jmh} runs them, and
 * {@code bench/README.md} says how to read them.
 */
@NullMarked
package dev.vitrine.bench;

import org.jspecify.annotations.NullMarked;
