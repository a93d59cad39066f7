package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.grpc.server.ServerAddress;
import dev.vitrine.castore.grpc.server.WireClient;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vitrine over gRPC in front of another one. */
final class HandedThroughIT {
    private static final String GET_PATH_INFO = "snix.store.v1.PathInfoService/Get";
    private static final String PUT_PATH_INFO = "tvix.store.v1.PathInfoService/Put";
    private static final String LIST_PATH_INFOS = "tvix.store.v1.PathInfoService/List";

    @TempDir
    private Path temp;

    /** C97: `serve --store URL --grpc` answers PathInfoService as the server at that URL does, also with `--cache`, and may start before it. */
    @Test
    void storePathsAreHandedThrough() throws Exception {
        Path store = temp.resolve("store");
        Path farSocket = temp.resolve("far");
        Path socket = temp.resolve("socket");
        String hello = Files.writeString(temp.resolve("hello"), "Hello World!").toString();
        Program.vitrine(store, "import", "--quiet", "--name", "0".repeat(32) + "-hello", hello)
                .succeeded();
        try (Server between = Server.start(
                        temp.resolve("none"),
                        temp,
                        "--no-http",
                        "--store",
                        "grpc+unix://" + farSocket,
                        "--cache",
                        temp.resolve("near").toString(),
                        "--grpc",
                        "unix:" + socket);
                Server far = Server.start(store, temp, "--no-http", "--grpc", "unix:" + farSocket);
                WireClient client = WireClient.to(new ServerAddress.Unix(socket))) {
            between.awaitLine("grpc ");
            far.awaitLine("grpc ");
            Await.until(Duration.ofSeconds(5), () -> answers(client));
            String info = client.ask(GET_PATH_INFO, "0a14" + "00".repeat(20));
            assertThat(info)
                    .endsWith("1a25" + "088001" + "1220"
                            + "03e7f63be30b065d78bcf615f5473545fdb4eb69aa416f43495b4e05cdfb8040");
            assertThat(client.ask(PUT_PATH_INFO, info)).isEqualTo(info);
            assertThat(client.receive(LIST_PATH_INFOS, "")).containsExactly(info);
        }
    }

    private static boolean answers(WireClient client) {
        try {
            return !client.ask(GET_PATH_INFO, "0a14" + "00".repeat(20)).isEmpty();
        } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            return false;
        }
    }
}
