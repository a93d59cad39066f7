/** A store in the memory of this process, made of the services that are there. Depends on them, and on who calculates NARs. */
@NullMarked
package dev.vitrine.castore.memory;

import org.jspecify.annotations.NullMarked;
