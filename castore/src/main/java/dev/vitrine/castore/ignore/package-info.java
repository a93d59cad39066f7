/** Patterns of gitignore(5) over bytes. Depends on the model alone, for how bytes are shown. */
@NullMarked
package dev.vitrine.castore.ignore;

import org.jspecify.annotations.NullMarked;
