package dev.vitrine.fusefs.kernel;

import java.util.Locale;
import java.util.Optional;

/** What the kernel asks for: {@code enum fuse_opcode} of linux/fuse.h. */
public enum Opcode {
    LOOKUP(1),
    FORGET(2),
    GETATTR(3),
    SETATTR(4),
    READLINK(5),
    SYMLINK(6),
    MKNOD(8),
    MKDIR(9),
    UNLINK(10),
    RMDIR(11),
    RENAME(12),
    LINK(13),
    OPEN(14),
    READ(15),
    WRITE(16),
    STATFS(17),
    RELEASE(18),
    FSYNC(20),
    SETXATTR(21),
    GETXATTR(22),
    LISTXATTR(23),
    REMOVEXATTR(24),
    FLUSH(25),
    INIT(26),
    OPENDIR(27),
    READDIR(28),
    RELEASEDIR(29),
    FSYNCDIR(30),
    GETLK(31),
    SETLK(32),
    SETLKW(33),
    ACCESS(34),
    CREATE(35),
    INTERRUPT(36),
    BMAP(37),
    DESTROY(38),
    IOCTL(39),
    POLL(40),
    NOTIFY_REPLY(41),
    BATCH_FORGET(42),
    FALLOCATE(43),
    READDIRPLUS(44),
    RENAME2(45),
    LSEEK(46),
    COPY_FILE_RANGE(47),
    SETUPMAPPING(48),
    REMOVEMAPPING(49),
    SYNCFS(50),
    TMPFILE(51),
    STATX(52);

    private static final Opcode[] BY_NUMBER = byNumber();

    private final int number;
    private final String text = name().toLowerCase(Locale.ROOT);

    Opcode(int number) {
        this.number = number;
    }

    private static Opcode[] byNumber() {
        Opcode[] table = new Opcode[STATX.number + 1];
        for (Opcode opcode : values()) {
            table[opcode.number] = opcode;
        }
        return table;
    }

    /** Empty for what came into the protocol later. */
    static Optional<Opcode> of(int number) {
        return number < 0 || number >= BY_NUMBER.length ? Optional.empty() : Optional.ofNullable(BY_NUMBER[number]);
    }

    /** As the kernel has it. */
    public int number() {
        return number;
    }

    /** What logs and metrics call it. */
    public String text() {
        return text;
    }

    /** Whether the kernel waits for an answer. */
    boolean isAnswered() {
        return this != FORGET && this != BATCH_FORGET && this != INTERRUPT && this != NOTIFY_REPLY;
    }

    /** Whether the kernel is done with something and says so: that must be heard, also when everything else is refused. */
    boolean endsSomething() {
        return !isAnswered() || this == RELEASE || this == RELEASEDIR || this == DESTROY;
    }
}
