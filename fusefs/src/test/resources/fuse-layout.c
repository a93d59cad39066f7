/*
 * What C compilers say of the numbers that dev.vitrine.fusefs.kernel has written down: where the fields of structs stand, how long the
 * structs are, and the values of constants. WireTest compares. Nothing is run, so that a cross compiler is enough; on Debian 12:
 *
 *   apt-get install gcc gcc-aarch64-linux-gnu libc6-dev-arm64-cross linux-libc-dev linux-libc-dev-arm64-cross
 *   gcc -S -o - fuse-layout.c | sed -n 's,^@@ \(.*\) [$#]*,\1 ,p' > fuse-layout-x86_64.txt
 *   aarch64-linux-gnu-gcc -S -o - fuse-layout.c | sed -n 's,^@@ \(.*\) [$#]*,\1 ,p' > fuse-layout-aarch64.txt
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <spawn.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <unistd.h>

/* Into the assembly, which is not assembled. */
#define SAY(name, value) asm volatile("\n@@ " name " %0" : : "i"(value))
#define FIELD(s, field) SAY(#s "." #field, offsetof(struct s, field))
#define SIZE(s) SAY("sizeof " #s, sizeof(struct s))
#define CONSTANT(name) SAY(#name, name)

/* What came after protocol 7.38, the version in the headers of Debian 12: with 7.39 STATX, with 7.40 passthrough. */
#if FUSE_KERNEL_MINOR_VERSION < 39
#define FUSE_STATX 52
#endif
#if FUSE_KERNEL_MINOR_VERSION < 40
#define FOPEN_PASSTHROUGH (1 << 7)
#define FUSE_PASSTHROUGH (1ULL << 37)
struct fuse_backing_map { int32_t fd; uint32_t flags; uint64_t padding; };
#define FUSE_DEV_IOC_BACKING_OPEN _IOW(FUSE_DEV_IOC_MAGIC, 1, struct fuse_backing_map)
#define FUSE_DEV_IOC_BACKING_CLOSE _IOW(FUSE_DEV_IOC_MAGIC, 2, uint32_t)
struct newer_open_out { uint64_t fh; uint32_t open_flags; int32_t backing_id; };
struct newer_init_out {
    uint32_t major, minor, max_readahead, flags;
    uint16_t max_background, congestion_threshold;
    uint32_t max_write, time_gran;
    uint16_t max_pages, map_alignment;
    uint32_t flags2, max_stack_depth, unused[6];
};
_Static_assert(sizeof(struct newer_open_out) == sizeof(struct fuse_open_out), "fuse_open_out");
_Static_assert(sizeof(struct newer_init_out) == sizeof(struct fuse_init_out), "fuse_init_out");
_Static_assert(offsetof(struct newer_init_out, flags2) == offsetof(struct fuse_init_out, flags2), "fuse_init_out");
#else
#define newer_open_out fuse_open_out
#define newer_init_out fuse_init_out
#endif

static void structs(void) {
    FIELD(fuse_in_header, len);
    FIELD(fuse_in_header, opcode);
    FIELD(fuse_in_header, unique);
    FIELD(fuse_in_header, nodeid);
    SIZE(fuse_in_header);
    FIELD(fuse_out_header, len);
    FIELD(fuse_out_header, error);
    FIELD(fuse_out_header, unique);
    SIZE(fuse_out_header);
    FIELD(fuse_init_in, major);
    FIELD(fuse_init_in, minor);
    FIELD(fuse_init_in, max_readahead);
    FIELD(fuse_init_in, flags);
    FIELD(fuse_init_in, flags2);
    SIZE(fuse_init_in);
    FIELD(fuse_init_out, major);
    FIELD(fuse_init_out, minor);
    FIELD(fuse_init_out, max_readahead);
    FIELD(fuse_init_out, flags);
    FIELD(fuse_init_out, max_background);
    FIELD(fuse_init_out, congestion_threshold);
    FIELD(fuse_init_out, max_write);
    FIELD(fuse_init_out, time_gran);
    FIELD(fuse_init_out, max_pages);
    FIELD(fuse_init_out, flags2);
    SAY("fuse_init_out.max_stack_depth", offsetof(struct newer_init_out, max_stack_depth));
    SIZE(fuse_init_out);
    FIELD(fuse_attr, ino);
    FIELD(fuse_attr, size);
    FIELD(fuse_attr, blocks);
    FIELD(fuse_attr, atime);
    FIELD(fuse_attr, mtime);
    FIELD(fuse_attr, ctime);
    FIELD(fuse_attr, mode);
    FIELD(fuse_attr, nlink);
    FIELD(fuse_attr, blksize);
    SIZE(fuse_attr);
    FIELD(fuse_entry_out, nodeid);
    FIELD(fuse_entry_out, entry_valid);
    FIELD(fuse_entry_out, attr_valid);
    FIELD(fuse_entry_out, attr);
    SIZE(fuse_entry_out);
    FIELD(fuse_attr_out, attr_valid);
    FIELD(fuse_attr_out, attr);
    SIZE(fuse_attr_out);
    FIELD(fuse_dirent, ino);
    FIELD(fuse_dirent, off);
    FIELD(fuse_dirent, namelen);
    FIELD(fuse_dirent, type);
    FIELD(fuse_dirent, name);
    FIELD(fuse_direntplus, entry_out);
    FIELD(fuse_direntplus, dirent);
    SAY("FUSE_DIRENT_ALIGN(1)", FUSE_DIRENT_ALIGN(1));
    FIELD(fuse_open_in, flags);
    FIELD(fuse_open_out, fh);
    FIELD(fuse_open_out, open_flags);
    SAY("fuse_open_out.backing_id", offsetof(struct newer_open_out, backing_id));
    SIZE(fuse_open_out);
    FIELD(fuse_read_in, fh);
    FIELD(fuse_read_in, offset);
    FIELD(fuse_read_in, size);
    FIELD(fuse_release_in, fh);
    FIELD(fuse_getxattr_in, size);
    SIZE(fuse_getxattr_in);
    FIELD(fuse_getxattr_out, size);
    SIZE(fuse_getxattr_out);
    FIELD(fuse_access_in, mask);
    FIELD(fuse_kstatfs, blocks);
    FIELD(fuse_kstatfs, files);
    FIELD(fuse_kstatfs, bsize);
    FIELD(fuse_kstatfs, namelen);
    FIELD(fuse_kstatfs, frsize);
    SIZE(fuse_kstatfs);
    FIELD(fuse_statfs_out, st);
    FIELD(fuse_forget_in, nlookup);
    FIELD(fuse_batch_forget_in, count);
    SIZE(fuse_batch_forget_in);
    FIELD(fuse_forget_one, nodeid);
    FIELD(fuse_forget_one, nlookup);
    SIZE(fuse_forget_one);
    FIELD(fuse_interrupt_in, unique);
    SIZE(fuse_interrupt_in);
    FIELD(fuse_notify_inval_inode_out, ino);
    FIELD(fuse_notify_inval_inode_out, off);
    FIELD(fuse_notify_inval_inode_out, len);
    SIZE(fuse_notify_inval_inode_out);
    FIELD(fuse_notify_inval_entry_out, parent);
    FIELD(fuse_notify_inval_entry_out, namelen);
    SIZE(fuse_notify_inval_entry_out);
    FIELD(fuse_backing_map, fd);
    SIZE(fuse_backing_map);
}

static void opcodes(void) {
    CONSTANT(FUSE_LOOKUP);
    CONSTANT(FUSE_FORGET);
    CONSTANT(FUSE_GETATTR);
    CONSTANT(FUSE_SETATTR);
    CONSTANT(FUSE_READLINK);
    CONSTANT(FUSE_SYMLINK);
    CONSTANT(FUSE_MKNOD);
    CONSTANT(FUSE_MKDIR);
    CONSTANT(FUSE_UNLINK);
    CONSTANT(FUSE_RMDIR);
    CONSTANT(FUSE_RENAME);
    CONSTANT(FUSE_LINK);
    CONSTANT(FUSE_OPEN);
    CONSTANT(FUSE_READ);
    CONSTANT(FUSE_WRITE);
    CONSTANT(FUSE_STATFS);
    CONSTANT(FUSE_RELEASE);
    CONSTANT(FUSE_FSYNC);
    CONSTANT(FUSE_SETXATTR);
    CONSTANT(FUSE_GETXATTR);
    CONSTANT(FUSE_LISTXATTR);
    CONSTANT(FUSE_REMOVEXATTR);
    CONSTANT(FUSE_FLUSH);
    CONSTANT(FUSE_INIT);
    CONSTANT(FUSE_OPENDIR);
    CONSTANT(FUSE_READDIR);
    CONSTANT(FUSE_RELEASEDIR);
    CONSTANT(FUSE_FSYNCDIR);
    CONSTANT(FUSE_GETLK);
    CONSTANT(FUSE_SETLK);
    CONSTANT(FUSE_SETLKW);
    CONSTANT(FUSE_ACCESS);
    CONSTANT(FUSE_CREATE);
    CONSTANT(FUSE_INTERRUPT);
    CONSTANT(FUSE_BMAP);
    CONSTANT(FUSE_DESTROY);
    CONSTANT(FUSE_IOCTL);
    CONSTANT(FUSE_POLL);
    CONSTANT(FUSE_NOTIFY_REPLY);
    CONSTANT(FUSE_BATCH_FORGET);
    CONSTANT(FUSE_FALLOCATE);
    CONSTANT(FUSE_READDIRPLUS);
    CONSTANT(FUSE_RENAME2);
    CONSTANT(FUSE_LSEEK);
    CONSTANT(FUSE_COPY_FILE_RANGE);
    CONSTANT(FUSE_SETUPMAPPING);
    CONSTANT(FUSE_REMOVEMAPPING);
    CONSTANT(FUSE_SYNCFS);
    CONSTANT(FUSE_TMPFILE);
    CONSTANT(FUSE_STATX);
}

static void protocol(void) {
    CONSTANT(FUSE_KERNEL_VERSION);
    CONSTANT(FUSE_ROOT_ID);
    CONSTANT(FUSE_MIN_READ_BUFFER);
    CONSTANT(FUSE_ASYNC_READ);
    CONSTANT(FUSE_DO_READDIRPLUS);
    CONSTANT(FUSE_READDIRPLUS_AUTO);
    CONSTANT(FUSE_NO_OPEN_SUPPORT);
    CONSTANT(FUSE_PARALLEL_DIROPS);
    CONSTANT(FUSE_POSIX_ACL);
    CONSTANT(FUSE_MAX_PAGES);
    CONSTANT(FUSE_CACHE_SYMLINKS);
    CONSTANT(FUSE_NO_OPENDIR_SUPPORT);
    CONSTANT(FUSE_EXPLICIT_INVAL_DATA);
    CONSTANT(FUSE_INIT_EXT);
    CONSTANT(FUSE_PASSTHROUGH);
    CONSTANT(FOPEN_KEEP_CACHE);
    CONSTANT(FOPEN_CACHE_DIR);
    CONSTANT(FOPEN_PASSTHROUGH);
    CONSTANT(FUSE_NOTIFY_INVAL_INODE);
    CONSTANT(FUSE_NOTIFY_INVAL_ENTRY);
    CONSTANT(FUSE_DEV_IOC_CLONE);
    CONSTANT(FUSE_DEV_IOC_BACKING_OPEN);
    CONSTANT(FUSE_DEV_IOC_BACKING_CLOSE);
}

static void calls(void) {
    CONSTANT(O_RDONLY);
    CONSTANT(O_RDWR);
    CONSTANT(O_ACCMODE);
    CONSTANT(O_TRUNC);
    CONSTANT(O_CLOEXEC);
    CONSTANT(X_OK);
    CONSTANT(W_OK);
    CONSTANT(MS_RDONLY);
    CONSTANT(MS_NOSUID);
    CONSTANT(MS_NODEV);
    CONSTANT(MS_NOEXEC);
    CONSTANT(MS_NOATIME);
    CONSTANT(MNT_FORCE);
    CONSTANT(MNT_DETACH);
    CONSTANT(UMOUNT_NOFOLLOW);
    CONSTANT(AF_UNIX);
    CONSTANT(SOCK_STREAM);
    CONSTANT(SOCK_SEQPACKET);
    CONSTANT(SOCK_CLOEXEC);
    CONSTANT(MSG_CMSG_CLOEXEC);
    CONSTANT(SCM_RIGHTS);
    FIELD(iovec, iov_base);
    FIELD(iovec, iov_len);
    SIZE(iovec);
    FIELD(msghdr, msg_iov);
    FIELD(msghdr, msg_iovlen);
    FIELD(msghdr, msg_control);
    FIELD(msghdr, msg_controllen);
    SIZE(msghdr);
    FIELD(cmsghdr, cmsg_type);
    SAY("CMSG_LEN(0)", CMSG_LEN(0));
    SAY("CMSG_SPACE(4)", CMSG_SPACE(sizeof(int)));
    SAY("sizeof posix_spawn_file_actions_t", sizeof(posix_spawn_file_actions_t));
}

static void errors(void) {
    CONSTANT(EPERM);
    CONSTANT(ENOENT);
    CONSTANT(EINTR);
    CONSTANT(EIO);
    CONSTANT(EBADF);
    CONSTANT(EAGAIN);
    CONSTANT(EACCES);
    CONSTANT(ENODEV);
    CONSTANT(ENOTDIR);
    CONSTANT(EISDIR);
    CONSTANT(EINVAL);
    CONSTANT(ENOTTY);
    CONSTANT(EROFS);
    CONSTANT(ERANGE);
    CONSTANT(ENAMETOOLONG);
    CONSTANT(ENOSYS);
    CONSTANT(ELOOP);
    CONSTANT(ENODATA);
    CONSTANT(ENOTCONN);
    CONSTANT(ESTALE);
}

int main(void) {
    structs();
    opcodes();
    protocol();
    calls();
    errors();
}
