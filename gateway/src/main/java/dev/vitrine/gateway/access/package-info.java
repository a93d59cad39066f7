/** Who may reach the gateway, and who may read what: credentials, rules, the restricted view, TLS material, names of the host. */
@NullMarked
package dev.vitrine.gateway.access;

import org.jspecify.annotations.NullMarked;
