package dev.vitrine.cli;

import java.util.List;

/**
 * A network namespace: what runs in it has a network of its own, as on a machine of its own, and the same files and mounts as everybody.
 *
 * @param name of the namespace, as {@code ip netns} knows it
 * @param address of its end of the cable
 */
record Machine(String name, String address) {
    static final String CABLE = "cable";

    /** What a command begins with to run there. {@code ip netns exec} would hide mounts from the others. */
    List<String> entering() {
        return List.of("nsenter", "--net=/run/netns/" + name);
    }

    /** How many bytes came in over the cable so far, with all that is around them. */
    long received() throws Exception {
        String line = "PATH=$PATH:/usr/sbin:/sbin ip -n \"$1\" -s -j link show \"$2\" | jq '.[0].stats64.rx.bytes'";
        return Long.parseLong(
                Program.shell(line, name, CABLE).succeeded().text().strip());
    }
}
