/**
 * What a collection of garbage needs to know and what it tells, whatever the store: which directories and blobs the roots reach, how
 * long the rest is spared, how much was found. Depends on the directories and the model.
 */
@NullMarked
package dev.vitrine.castore.gc;

import org.jspecify.annotations.NullMarked;
