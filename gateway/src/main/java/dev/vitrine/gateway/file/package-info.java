/** Answers with the contents of files. */
@NullMarked
package dev.vitrine.gateway.file;

import org.jspecify.annotations.NullMarked;
