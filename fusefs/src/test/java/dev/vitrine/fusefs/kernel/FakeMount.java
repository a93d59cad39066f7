package dev.vitrine.fusefs.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.fusefs.kernel.FakeKernel.Answer;
import dev.vitrine.fusefs.node.NodeOperations;
import dev.vitrine.fusefs.request.Deadlines;
import dev.vitrine.fusefs.request.Edge;
import dev.vitrine.fusefs.request.Loops;
import dev.vitrine.fusefs.request.RootWatch;
import dev.vitrine.fusefs.request.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** All of a mount by the kernel's protocol but the kernel, which a test plays. */
final class FakeMount implements AutoCloseable {
    static final long TOP = 1;
    /** What Linux 6.9 offers: all features up to passthrough. */
    static final long ALL = 0xff_7fff_ffffL;
    /** What a mount asks for that leaves opening to the kernel. */
    static final Features WANTED = new Features(0x43d6_6001L);

    final FakeKernel kernel;
    final Edge edge = new Edge();
    final NodeOperations operations;
    private final KernelSession session;
    private final Loops loops;
    private final Ticker ticker;

    private FakeMount(FakeKernel kernel, CastoreView view) throws IOException {
        this.kernel = kernel;
        session = KernelSession.open(kernel, new byte[0], WANTED);
        Deadlines deadlines = new Deadlines(Duration.ofSeconds(30));
        operations = new NodeOperations(view, edge, new RootWatch(view), session, true);
        loops = Loops.start(() -> session.seat(operations, deadlines::interrupt), 4, edge, deadlines);
        ticker = Ticker.start("mount-deadlines", deadlines::check);
    }

    /** A kernel that is as new as can be. */
    static FakeMount of(CastoreView view) throws IOException {
        return of(view, Body.init(64, 7, 40, ALL));
    }

    /** A kernel that begins with that INIT. */
    static FakeMount of(CastoreView view, byte[] init) throws IOException {
        FakeKernel kernel = new FakeKernel();
        long unique = kernel.send(Opcode.INIT, 0, init);
        FakeMount mount = new FakeMount(kernel, view);
        kernel.answerTo(unique);
        return mount;
    }

    Answer lookUp(long parent, String name) {
        return kernel.ask(Opcode.LOOKUP, parent, Body.name(name));
    }

    /** The number of a node, of which the kernel was told by this once more. */
    long find(String... names) {
        long node = TOP;
        for (String name : names) {
            Answer answer = lookUp(node, name);
            if (answer.error() != 0) {
                throw new AssertionError(name + " answers " + answer.error());
            }
            node = answer.getLong(0);
        }
        return node;
    }

    /** The names of a directory, each with the number of its node, which is 0 if the kernel is told none. */
    Map<String, Long> list(long node, boolean plus) {
        Opcode opcode = plus ? Opcode.READDIRPLUS : Opcode.READDIR;
        return entries(kernel.ask(opcode, node, Body.read(0, 0, 4096)), plus);
    }

    private static Map<String, Long> entries(Answer answer, boolean plus) {
        Map<String, Long> entries = new LinkedHashMap<>();
        int at = 0;
        while (at < answer.body().capacity()) {
            int dirent = at + (plus ? 128 : 0);
            byte[] name = new byte[answer.getInt(dirent + 16)];
            answer.body().get(dirent + 24, name);
            entries.put(new String(name, ISO_8859_1), plus ? answer.getLong(at) : 0);
            at = (dirent + 24 + name.length + 7) / 8 * 8;
        }
        return entries;
    }

    void forget(long node, long times) {
        kernel.send(Opcode.FORGET, node, Body.number(times));
    }

    /** How many nodes are known, once there are as many as expected or enough time has passed. */
    int nodesWhenSettled(int expected) {
        await(() -> operations.nodes() == expected);
        return operations.nodes();
    }

    /** Ends the connection while that request waits for the view, so that its answer does not arrive, and waits for all threads to end. */
    void cutOffDuring(WatchedView view, Opcode opcode, long node, byte[] body) {
        int before = view.calls();
        view.hold();
        kernel.send(opcode, node, body);
        await(() -> view.calls() > before);
        kernel.close();
        view.letGo();
        if (!hasEnded()) {
            throw new AssertionError("threads are left");
        }
    }

    private static boolean await(BooleanSupplier question) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!question.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return question.getAsBoolean();
    }

    /** Waits until all threads have ended, which they do once the kernel has closed its end. */
    boolean hasEnded() {
        return loops.join(System.nanoTime() + TimeUnit.SECONDS.toNanos(5));
    }

    @Override
    public void close() {
        kernel.close();
        ticker.stop();
        if (!hasEnded()) {
            throw new AssertionError("threads are left");
        }
        session.close();
        operations.close();
    }
}
