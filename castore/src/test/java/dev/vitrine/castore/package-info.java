/** What the tests of several packages and modules share. */
@NullMarked
package dev.vitrine.castore;

import org.jspecify.annotations.NullMarked;
