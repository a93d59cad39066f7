package dev.vitrine.fusefs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.Node;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One directory at several places of a tree, with one inode number. */
@OnBothTransports
class EqualDirectoriesTest {
    private static final int WALKERS = 6;
    private static final int STEPS = 1500;

    /** Goes from place to place, by names from the top or from where it is, and looks where it is then. */
    private static final String WALKER = """
            import os, random, subprocess, sys
            top, seed, steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
            random.seed(seed)
            parents = {d: sorted(s + f) for d, s, f in os.walk(top)}
            places = sorted(p for p in parents if p != top)
            held = [(p, os.open(p, os.O_RDONLY)) for p in places]
            def same(what, found, wanted):
                if found != wanted: sys.exit('%s is %s and not %s' % (what, found, wanted))
            def named(fd): return os.readlink('/proc/self/fd/%d' % fd)
            def look(place):
                same('getcwd', os.getcwd(), place)
                same('the link in /proc', os.readlink('/proc/self/cwd'), place)
                same('the listing of ' + place, sorted(os.listdir('.')), parents[place])
                same('the listing above ' + place, sorted(os.listdir('..')), parents.get(os.path.dirname(place), [os.path.basename(top)]))
                up = os.open('..', os.O_PATH)
                same('the parent of ' + place, named(up), os.path.dirname(place))
                os.close(up)
            for step in range(steps):
                place, fd = random.choice(held)
                way = random.randrange(4)
                if way == 0: os.chdir(place)
                elif way == 1: os.chdir(os.path.relpath(place))
                elif way == 2: os.fchdir(fd)
                else:
                    os.chdir(os.path.dirname(place))
                    os.chdir(os.path.basename(place))
                same('an open directory', named(fd), place)
                look(place)
                if step % 100 == 0:
                    same('pwd', subprocess.check_output('/bin/pwd', text=True, env={}).rstrip('\\n'), place)
                child = random.choice(parents[place])
                opened = os.open(child, os.O_PATH | os.O_NOFOLLOW, dir_fd=fd)
                same('a child', named(opened), place + '/' + child)
                os.close(opened)
            print(steps)
            """;

    @RegisterExtension
    final Mounted mounted;

    EqualDirectoriesTest(Fuse fuse) {
        mounted = new Mounted(fuse);
    }

    /**
     * F39: A directory that stands at several places is at each of them a place of its own: getcwd, pwd, .. and /proc/self/fd name the
     * path by which it was reached, whoever else is there.
     */
    @Test
    void equalDirectoriesAreNotConfused() throws Exception {
        Sample sample = new Sample();
        Node sub =
                sample.directory("inner", sample.directory("file", sample.file("contents")), "file", sample.file(""));
        Node holder = sample.directory("sub", sub);
        sample.root(
                "tree",
                sample.directory(
                        "a",
                        holder,
                        "b",
                        holder,
                        "other",
                        sub,
                        "x",
                        sample.directory("deep", sample.directory("acopy", holder))));
        Path tree = mounted.mount(sample.view()).resolve("tree");
        String script = """
                for i in $(seq "$3"); do python3 -c "$1" "$2" $i "$4" & pids+=($!); done
                for pid in "${pids[@]}"; do wait $pid; done
                """;
        assertThat(Program.shell(script, WALKER, tree, WALKERS, STEPS).lines()).hasSize(WALKERS);
    }
}
