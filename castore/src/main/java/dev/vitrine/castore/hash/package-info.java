/**
 * BLAKE3, the one hash function of the castore: {@link dev.vitrine.castore.hash.Blake3} is all that others see. Inputs become trees ({@code Tree}), whose
 * chunks and parents a kernel compresses, many at once. There are kernels of plain Java and kernels of vectors; {@code Kernels} chooses. This package
 * alone names the module for vectors, which may be absent. Depends on the model.
 */
@NullMarked
package dev.vitrine.castore.hash;

import org.jspecify.annotations.NullMarked;
