/**
 * The read-only tree that every window shows: entries with their inode numbers, attributes and digest attributes. Depends on the services; no window walks the store by itself.
 */
@NullMarked
package dev.vitrine.castore.view;

import org.jspecify.annotations.NullMarked;
