/** Answers with the contents of directories. */
@NullMarked
package dev.vitrine.gateway.listing;

import org.jspecify.annotations.NullMarked;
