package dev.vitrine.castore.blob;

final class MemoryBlobServiceTest implements BlobServiceContract, BlobReaderContract, BlobBatchContract {
    private final BlobService blobs = new MemoryBlobService();

    @Override
    public BlobService blobs() {
        return blobs;
    }
}
