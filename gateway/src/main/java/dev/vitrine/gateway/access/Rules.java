package dev.vitrine.gateway.access;

/** Who may read which root. */
public record Rules() {
    public static final Rules NONE = new Rules();
}
