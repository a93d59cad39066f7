package dev.vitrine.fusefs.kernel;

/**
 * What the mount table is to show, and who may look.
 *
 * @param source what stands for a device, {@code fsname}; without a comma, as fusermount takes those apart
 * @param subtype what comes after {@code fuse.} in the type
 * @param noExec whether to refuse that programs are run from there
 * @param allowOther whether users other than the one who mounts may look
 */
public record MountSettings(String source, String subtype, boolean noExec, boolean allowOther) {}
