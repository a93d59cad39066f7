/**
 * The view, as the kernel's own protocol asks for it: by nodes, which the kernel looks up and forgets. Depends on {@code request},
 * {@code kernel}, and castore's view and model.
 */
@NullMarked
package dev.vitrine.fusefs.node;

import org.jspecify.annotations.NullMarked;
