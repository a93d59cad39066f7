/**
 * Programs that people have, run for real against a gateway: whole trees come through them with equal bytes, and writes are refused in
 * words that they show. Each program runs under timeout(1), and what it mounts is unmounted also when a test fails.
 */
@NullMarked
package dev.vitrine.gateway.client;

import org.jspecify.annotations.NullMarked;
