/**
 * Where a store is, as a person writes it: the one place that knows how addresses look. Depends on the model alone; who opens what is
 * there is elsewhere.
 */
@NullMarked
package dev.vitrine.castore.address;

import org.jspecify.annotations.NullMarked;
