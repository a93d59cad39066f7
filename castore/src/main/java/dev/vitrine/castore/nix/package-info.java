/**
 * What Nix calls things: store paths, the base-32 text of their hashes, and what it knows of a store path beside the tree. Depends on the
 * model and roots.
 */
@NullMarked
package dev.vitrine.castore.nix;

import org.jspecify.annotations.NullMarked;
