package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.gateway.access.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for localhost that openssl made, and those who trust it. */
record Certificate(TlsFiles files) {
    /** Makes one, for a key like {@code rsa:2048}, {@code ec} or {@code ed25519}. */
    static Certificate make(Path directory, String name, String key) throws IOException, InterruptedException {
        TlsFiles files = new TlsFiles(directory.resolve(name + ".pem"), directory.resolve(name + "-key.pem"));
        openssl(("req -x509 -newkey " + key + (key.equals("ec") ? " -pkeyopt ec_paramgen_curve:P-256" : "")
                        + " -nodes -days 2 -subj /CN=" + name
                        + " -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout " + files.key() + " -out "
                        + files.certificate())
                .split(" "));
        return new Certificate(files);
    }

    static void openssl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("timeout", "-k", "5", "30", "openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).as("%s", command).isZero();
    }

    /** A context that trusts this certificate and no other. */
    SSLContext trusted() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = Files.newInputStream(files.certificate())) {
            store.setCertificateEntry(
                    "it", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
