/** Tests of the near store, in front of far services that count, fail and stall. */
@NullMarked
package dev.vitrine.castore.near;

import org.jspecify.annotations.NullMarked;
