@NullMarked
package dev.vitrine.fusefs.request;

import org.jspecify.annotations.NullMarked;
