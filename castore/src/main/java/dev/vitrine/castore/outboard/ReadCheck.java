package dev.vitrine.castore.outboard;

/** When the bytes of a blob are compared with its digest. */
public enum ReadCheck {
    /** Never: what the disk gives is handed out. */
    OFF,
    /** Each group of 16 KiB when this process first reads from it; that is remembered, within bounds. */
    FIRST_READ,
    /** At every read, so that no fast path leads around it. */
    ALWAYS
}
