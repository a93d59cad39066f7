package dev.vitrine.castore.directory;

final class MemoryDirectoryServiceTest implements DirectoryServiceContract, DirectoryPutterContract {
    private final DirectoryService directories = new MemoryDirectoryService();

    @Override
    public DirectoryService directories() {
        return directories;
    }
}
