package dev.vitrine.gateway.access;

import java.nio.file.Path;

/**
 * Where the certificate of the gateway and its key are, as PEM.
 *
 * @param certificate the chain, the gateway's own certificate first
 * @param key in PKCS #8, unencrypted
 */
public record TlsFiles(Path certificate, Path key) {}
