/**
 * The view, as libfuse2 asks for it: by paths. Depends on {@code request}, {@code jnr}, and castore's view and model.
 */
@NullMarked
package dev.vitrine.fusefs.libfuse;

import org.jspecify.annotations.NullMarked;
