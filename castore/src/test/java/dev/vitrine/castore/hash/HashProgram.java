package dev.vitrine.castore.hash;

/** Prints the digest of a MiB of zeros, and whether there are vectors. */
final class HashProgram {
    private HashProgram() {}

    public static void main(String[] args) {
        Blake3.checkSetting();
        System.out.println(Blake3.digest(new byte[1 << 20]).hex() + " "
                + VectorModule.kernel(KernelName.VECTOR128).isPresent());
    }
}
