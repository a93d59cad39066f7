package dev.vitrine.fusefs.kernel;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The numbers of Linux that our sources have written down, by the names that C has for them. */
final class Numbers {
    /**
     * What C calls a struct, and a constant where it is not called as we call it: in a struct that is the name in lower case, and
     * {@code SIZE} the size of the whole.
     */
    private static final Map<String, String> IN_C = table("""
            Wire.InHeader                  fuse_in_header
            Wire.OutHeader                 fuse_out_header
            Wire.InitIn                    fuse_init_in
            Wire.InitIn.SHORT_SIZE         fuse_init_in.flags2
            Wire.InitOut                   fuse_init_out
            Wire.Attr                      fuse_attr
            Wire.Attr.BYTES                fuse_attr.size
            Wire.EntryOut                  fuse_entry_out
            Wire.AttrOut                   fuse_attr_out
            Wire.Dirent                    fuse_dirent
            Wire.Dirent.SIZE               fuse_dirent.name
            Wire.Dirent.ALIGNMENT          FUSE_DIRENT_ALIGN(1)
            Wire.OpenIn                    fuse_open_in
            Wire.OpenOut                   fuse_open_out
            Wire.ReadIn                    fuse_read_in
            Wire.ReadIn.LENGTH             fuse_read_in.size
            Wire.ReleaseIn                 fuse_release_in
            Wire.GetxattrIn                fuse_getxattr_in
            Wire.GetxattrIn.LENGTH         fuse_getxattr_in.size
            Wire.GetxattrOut               fuse_getxattr_out
            Wire.GetxattrOut.LENGTH        fuse_getxattr_out.size
            Wire.AccessIn                  fuse_access_in
            Wire.Statfs                    fuse_kstatfs
            Wire.ForgetIn                  fuse_forget_in
            Wire.BatchForgetIn             fuse_batch_forget_in
            Wire.BatchForgetIn.ONE_NODEID  fuse_forget_one.nodeid
            Wire.BatchForgetIn.ONE_NLOOKUP fuse_forget_one.nlookup
            Wire.BatchForgetIn.ONE_SIZE    sizeof fuse_forget_one
            Wire.InterruptIn               fuse_interrupt_in
            Wire.InvalInode                fuse_notify_inval_inode_out
            Wire.InvalInode.LENGTH         fuse_notify_inval_inode_out.len
            Wire.InvalEntry                fuse_notify_inval_entry_out
            Wire.BackingMap                fuse_backing_map
            Wire.MAJOR                     FUSE_KERNEL_VERSION
            KernelSession.TOP              FUSE_ROOT_ID
            KernelSession.NOTIFY_INVAL_INODE FUSE_NOTIFY_INVAL_INODE
            KernelSession.NOTIFY_INVAL_ENTRY FUSE_NOTIFY_INVAL_ENTRY
            Device.CLONE                   FUSE_DEV_IOC_CLONE
            Device.BACKING_OPEN            FUSE_DEV_IOC_BACKING_OPEN
            Device.BACKING_CLOSE           FUSE_DEV_IOC_BACKING_CLOSE
            UserMount.MSG_SIZE             sizeof msghdr
            UserMount.MSG_IOV              msghdr.msg_iov
            UserMount.MSG_IOVLEN           msghdr.msg_iovlen
            UserMount.MSG_CONTROL          msghdr.msg_control
            UserMount.MSG_CONTROLLEN       msghdr.msg_controllen
            UserMount.CMSG_TYPE            cmsghdr.cmsg_type
            UserMount.CMSG_DATA            CMSG_LEN(0)
            UserMount.CMSG_SPACE           CMSG_SPACE(4)
            OpenFiles.KEEP_CACHE           FOPEN_KEEP_CACHE
            OpenFiles.PASSTHROUGH          FOPEN_PASSTHROUGH
            OpenDirectories.KEEP_CACHE     FOPEN_KEEP_CACHE
            OpenDirectories.CACHE_DIR      FOPEN_CACHE_DIR
            """);

    /** Constants that Linux has no say in. */
    private static final Set<String> OURS = Set.of(
            "Wire.MINOR",
            "Wire.OLDEST_MINOR",
            "UserMount.COMMUNICATION",
            "NodeOperations.ANYONE_MAY_EXECUTE",
            "Libc.SPAWN_ACTIONS_SIZE",
            "Features.LOW",
            "OpenFiles.NO_HANDLE",
            "OpenDirectories.DOTS");

    private Numbers() {}

    private static Map<String, String> table(String text) {
        return text.lines()
                .map(line -> line.split(" +", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));
    }

    /** Every constant of every struct, as {@code fuse_attr.mode} and {@code sizeof fuse_attr}. */
    static Map<String, Long> structs() {
        Map<String, Long> numbers = new TreeMap<>();
        for (Class<?> struct : Wire.class.getDeclaredClasses()) {
            constants(struct)
                    .forEach(field -> numbers.put(ofStruct("Wire." + struct.getSimpleName(), field), value(field)));
        }
        return numbers;
    }

    private static String ofStruct(String struct, Field field) {
        String name = IN_C.get(struct + "." + field.getName());
        if (name != null) {
            return name;
        }
        String inC = IN_C.getOrDefault(struct, struct);
        return field.getName().equals("SIZE")
                ? "sizeof " + inC
                : inC + "." + field.getName().toLowerCase(Locale.ROOT);
    }

    /** Every constant of a class, private ones too, but for {@link #OURS}. */
    static Map<String, Long> of(Class<?> type) {
        Map<String, Long> numbers = new TreeMap<>();
        constants(type)
                .filter(field -> !OURS.contains(type.getSimpleName() + "." + field.getName()))
                .forEach(field -> numbers.put(inC(type, field), value(field)));
        return numbers;
    }

    private static String inC(Class<?> type, Field field) {
        return IN_C.getOrDefault(type.getSimpleName() + "." + field.getName(), field.getName());
    }

    private static Stream<Field> constants(Class<?> type) {
        return Stream.of(type.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .filter(field -> field.getType() == int.class || field.getType() == long.class);
    }

    private static long value(Field field) {
        try {
            field.setAccessible(true);
            return ((Number) field.get(null)).longValue();
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
