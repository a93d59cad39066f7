@NullMarked
package dev.vitrine.fusefs.kernel;

import org.jspecify.annotations.NullMarked;
