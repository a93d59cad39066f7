package dev.vitrine.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Two network namespaces with a cable between them, and nothing else. Whoever made them removes them, after all that runs in them. */
record TwoMachines(Machine far, Machine near) {
    private static final String CONNECT = """
            set -e
            PATH=$PATH:/usr/sbin:/sbin
            ip netns add "$1"
            ip netns add "$3"
            ip link add "$5" netns "$1" type veth peer name "$5" netns "$3"
            for end in "$1 $2" "$3 $4"; do
                read -r name address <<<"$end"
                ip -n "$name" address add "$address/24" dev "$5"
                ip -n "$name" link set lo up
                ip -n "$name" link set "$5" up
            done
            """;

    private static final String REMOVE = """
            PATH=$PATH:/usr/sbin:/sbin
            for name; do
                if [ -e "/run/netns/$name" ]; then ip netns delete "$name" || exit; fi
            done
            """;

    /** Makes them, with names of this process. */
    static TwoMachines connected() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root makes network namespaces");
        long id = ProcessHandle.current().pid();
        TwoMachines two = new TwoMachines(
                new Machine("vitrine-far-" + id, "10.77.0.1"), new Machine("vitrine-near-" + id, "10.77.0.2"));
        try {
            Program.shell(
                            CONNECT,
                            two.far.name(),
                            two.far.address(),
                            two.near.name(),
                            two.near.address(),
                            Machine.CABLE)
                    .succeeded();
            return two;
        } catch (Exception | AssertionError e) {
            two.remove();
            throw e;
        }
    }

    void remove() throws Exception {
        Program.shell(REMOVE, far.name(), near.name()).succeeded();
    }
}
