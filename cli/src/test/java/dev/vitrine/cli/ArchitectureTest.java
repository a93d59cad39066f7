package dev.vitrine.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/**
 * The arrows of docs/architecture.md, {@code proto <- castore <- fusefs}, {@code castore <- gateway -> web} and all of them
 * {@code <- cli}, and those between the packages of castore. Maven holds the first; here a dependency that came along by chance is
 * caught too.
 */
final class ArchitectureTest {
    private static final String PROTO = "dev.vitrine.proto..";
    private static final String CASTORE = "dev.vitrine.castore..";
    private static final String FUSEFS = "dev.vitrine.fusefs..";
    private static final String GATEWAY = "dev.vitrine.gateway..";
    private static final String WEB = "dev.vitrine.web..";
    private static final String CLI = "dev.vitrine.cli..";

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(ArchitectureTest::isMain).importPackages("dev.vitrine");

    /** Whether a class is no test, be it in a directory or in a jar. */
    private static boolean isMain(Location location) {
        return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }

    private static void hold(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }

    private static void neverSees(String from, String... to) {
        hold(noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to));
    }

    @Test
    void theClassesAreThereAndTestsAreNotAmongThem() {
        assertThat(CLASSES.contain("dev.vitrine.castore.view.StoreView")).isTrue();
        assertThat(CLASSES.contain("dev.vitrine.proto.snix.castore.v1.Entry")).isTrue();
        assertThat(CLASSES.contain("dev.vitrine.cli.ArchitectureTest")).isFalse();
        assertThat(CLASSES.contain("dev.vitrine.castore.view.StoreViewTest")).isFalse();
    }

    @Test
    void protoDependsOnNothingOfOurs() {
        neverSees(PROTO, CASTORE, FUSEFS, GATEWAY, WEB, CLI);
    }

    @Test
    void castoreKnowsNoWindow() {
        neverSees(CASTORE, FUSEFS, GATEWAY, WEB, CLI);
    }

    @Test
    void theMountKnowsNothingOfHttp() {
        neverSees(FUSEFS, GATEWAY, WEB, CLI);
        neverSees(FUSEFS, "org.eclipse.jetty..", "io.milton..", "gg.jte..");
    }

    @Test
    void theGatewayKnowsNothingOfTheMount() {
        neverSees(GATEWAY, FUSEFS, CLI);
        neverSees(GATEWAY, "ru.serce.jnrfuse..", "jnr..");
    }

    @Test
    void pagesDependOnNothingOfOurs() {
        neverSees(WEB, PROTO, CASTORE, FUSEFS, GATEWAY, CLI);
    }

    @Test
    void windowsReadThroughTheViewAndNotFromTheStore() {
        String[] store = {
            "dev.vitrine.castore.local..",
            "dev.vitrine.castore.importer..",
            "dev.vitrine.castore.directory..",
            "dev.vitrine.castore.root..",
            "dev.vitrine.castore.verify..",
        };
        neverSees(FUSEFS, store);
        neverSees(GATEWAY, store);
    }

    @Test
    void generatedMessagesAreForCodecAndGrpc() {
        hold(noClasses()
                .that()
                .resideOutsideOfPackages(PROTO, "dev.vitrine.castore.codec..", "dev.vitrine.castore.grpc..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PROTO, "com.google.protobuf..", "io.grpc.."));
    }

    @Test
    void noWindowKnowsGrpc() {
        String[] grpc = {"dev.vitrine.castore.grpc..", "io.grpc..", PROTO};
        neverSees(FUSEFS, grpc);
        neverSees(GATEWAY, grpc);
        neverSees("dev.vitrine.castore.view..", grpc);
    }

    @Test
    void theServerOfGrpcKnowsNoStoreInParticular() {
        neverSees(
                "dev.vitrine.castore.grpc.server..",
                "dev.vitrine.castore.local..",
                "dev.vitrine.castore.importer..",
                "dev.vitrine.castore.view..");
    }

    @Test
    void theModelDependsOnNothingButTheJdk() {
        hold(noClasses()
                .that()
                .resideInAPackage("dev.vitrine.castore.model..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("dev.vitrine.castore.model..", "java..", "org.jspecify.annotations.."));
    }

    @Test
    void theLocalStoreAloneKnowsLmdb() {
        hold(noClasses()
                .that()
                .resideOutsideOfPackage("dev.vitrine.castore.local..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.lmdbjava.."));
    }

    @Test
    void theCommandLineAloneKnowsPicocli() {
        hold(noClasses()
                .that()
                .resideOutsideOfPackage(CLI)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli.."));
    }

    @Test
    void packagesOfCastoreHaveNoCycles() {
        hold(slices().matching("dev.vitrine.castore.(*)..").should().beFreeOfCycles());
    }

    @Test
    void packagesOfEachWindowHaveNoCycles() {
        hold(slices().matching("dev.vitrine.fusefs.(**)").should().beFreeOfCycles());
        hold(slices().matching("dev.vitrine.gateway.(**)").should().beFreeOfCycles());
    }
}
