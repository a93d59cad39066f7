/**
 * The values of a castore: digests, names, nodes, directories, and the one family of errors. Every value validates once, when it
 * is made; nobody re-checks. Depends on nothing else of ours.
 */
@NullMarked
package dev.vitrine.castore.model;

import org.jspecify.annotations.NullMarked;
