package dev.vitrine.fusefs.kernel;

import java.io.IOException;

/** By mount(2), which only root may. */
record RootMount(MountSettings settings) implements MountCall {
    private static final long MS_RDONLY = 1;
    private static final long MS_NOSUID = 2;
    private static final long MS_NODEV = 4;
    private static final long MS_NOEXEC = 8;
    private static final long MS_NOATIME = 1024;

    @Override
    public Device connect(byte[] mountpoint) throws IOException {
        Device device = Device.open();
        try {
            Libc.mount(settings.source(), mountpoint, "fuse." + settings.subtype(), flags(), data(device));
            return device;
        } catch (IOException e) {
            device.close();
            throw e;
        }
    }

    private long flags() {
        return MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOATIME | (settings.noExec() ? MS_NOEXEC : 0);
    }

    private String data(Device device) {
        String always = "fd=" + device.fd() + ",rootmode=40000,user_id=" + Libc.euid() + ",group_id=" + Libc.egid()
                + ",default_permissions";
        return settings.allowOther() ? always + ",allow_other" : always;
    }

    @Override
    public void undo(byte[] mountpoint) {
        Libc.unmount(mountpoint);
    }
}
