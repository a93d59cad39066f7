package dev.vitrine.fusefs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A program that we start must not get a descriptor of the device: it would keep the mount from ending, and could answer for us. */
class DescriptorsTest {
    private static final String DEVICES = """
            cd /proc/$1
            for fd in fd/*; do
                [ "$(readlink $fd)" = /dev/fuse ] || continue
                flags=$(sed -n 's/^flags:[[:space:]]*//p' fdinfo/${fd#fd/})
                (( (flags & 02000000) != 0 )) && echo closed || echo inherited
            done | sort -u
            """;

    @RegisterExtension
    final Nobody nobody = new Nobody();

    @Test
    void thoseThatFusermountHasOpenedAreClosed() throws Exception {
        Path home = nobody.directory("home");
        try (Conversation tenant = nobody.tenant(home, Fuse.KERNEL, FuseFiles.CACHED, false)) {
            String pid = tenant.hear().replace("mounted ", "");
            assertThat(Program.shell(DEVICES, pid)).isEqualTo("closed\n");
            tenant.say("close");
            assertThat(Integer.parseInt(tenant.hear())).isLessThan(3000);
        }
    }
}
