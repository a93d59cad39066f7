/**
 * Nix archives (NAR) of what is in a castore: written, hashed, read by position, and brought in. Depends on the model, blobs, directories,
 * roots, the importer's listener and Nix's names.
 */
@NullMarked
package dev.vitrine.castore.nar;

import org.jspecify.annotations.NullMarked;
