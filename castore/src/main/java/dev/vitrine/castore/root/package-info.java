/**
 * The named nodes at the top of the view: the contract, and the implementation in memory. Depends on the model.
 */
@NullMarked
package dev.vitrine.castore.root;

import org.jspecify.annotations.NullMarked;
