package dev.vitrine.gateway.access;

import dev.vitrine.castore.model.PathComponent;

/**
 * Who may read what, once all is said.
 *
 * @param rules of the operator
 * @param credentials whether anyone can prove who they are
 */
public record Policy(Rules rules, boolean credentials) {
    /** Whether everything may be read by everyone. */
    boolean isOpen() {
        return rules.isEmpty() && !credentials;
    }

    /** Whether a root of that name, there or not, may be read. */
    boolean admits(Principal principal, PathComponent root) {
        return rules.isEmpty() ? isTrusted(principal) : rules.admit(principal, root);
    }

    /** Whether the top may be read, which shows the roots that may be. Who is known may always see that there is none. */
    boolean admitsToTop(Principal principal) {
        return rules.isEmpty()
                ? isTrusted(principal)
                : principal instanceof Principal.Known || rules.admitSomewhere(principal);
    }

    /** Where no rule is given. */
    private boolean isTrusted(Principal principal) {
        return !credentials || principal instanceof Principal.Known;
    }
}
