/**
 * What an operator sees of a running gateway: the access log, metrics, and whether it is alive and ready. Depends on {@code http} alone;
 * what it tells of other parts is handed to it as functions.
 */
@NullMarked
package dev.vitrine.gateway.admin;

import org.jspecify.annotations.NullMarked;
