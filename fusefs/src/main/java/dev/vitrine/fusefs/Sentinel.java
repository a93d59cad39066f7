package dev.vitrine.fusefs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small process that outlives ours. When ours dies without unmounting, killed for instance, it takes the dead mount out of the tree;
 * one that answers is never touched, whoever has put it there. libfuse's {@code auto_unmount} does this only for what fusermount has
 * mounted, and not for root.
 */
final class Sentinel {
    private static final Logger log = LoggerFactory.getLogger(Sentinel.class);

    /**
     * Its standard input ends when our process does; a line before that means that all is well. It asks for statfs(2), which the kernel
     * never answers out of what it remembers.
     */
    private static final String SCRIPT = """
            trap '' HUP INT TERM
            cd /
            read -r done && exit 0
            case $(LC_ALL=C stat -f -- "$1" 2>&1) in
                *'Transport endpoint is not connected'*)
                    umount -l -- "$1" 2>/dev/null || fusermount3 -u -z -- "$1" 2>/dev/null || fusermount -u -z -- "$1" ;;
            esac
            """;

    private final Optional<Process> process;

    private Sentinel(Optional<Process> process) {
        this.process = process;
    }

    /** Begins to watch over a mount. Without a shell nobody does. */
    static Sentinel over(Mountpoint mountpoint) {
        try {
            return new Sentinel(Optional.of(new ProcessBuilder(
                            "sh",
                            "-c",
                            SCRIPT,
                            "vitrine-sentinel",
                            mountpoint.path().toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()));
        } catch (IOException e) {
            log.info("nothing will remove the mount if this process is killed: {}", e.getMessage());
            return new Sentinel(Optional.empty());
        }
    }

    /** Lets it end without doing anything. */
    void dismiss() {
        process.ifPresent(watching -> {
            try (OutputStream input = watching.getOutputStream()) {
                input.write("done\n".getBytes(US_ASCII));
            } catch (IOException e) {
                log.debug("the sentinel is gone already: {}", e.getMessage());
            }
        });
    }
}
