package dev.vitrine.castore.hash;

/** The constants of the compression function: BLAKE3 paper, section 2.2. */
final class Constants {
    static final int IV0 = 0x6A09E667;
    static final int IV1 = 0xBB67AE85;
    static final int IV2 = 0x3C6EF372;
    static final int IV3 = 0xA54FF53A;
    static final int IV4 = 0x510E527F;
    static final int IV5 = 0x9B05688C;
    static final int IV6 = 0x1F83D9AB;
    static final int IV7 = 0x5BE0CD19;

    static final int[] IV = {IV0, IV1, IV2, IV3, IV4, IV5, IV6, IV7};

    static final int ROUNDS = 7;

    private Constants() {}
}
