/** The {@code vitrine} command: one class per subcommand. The only place where parts are wired together; depends on all of ours. */
@NullMarked
package dev.vitrine.cli;

import org.jspecify.annotations.NullMarked;
