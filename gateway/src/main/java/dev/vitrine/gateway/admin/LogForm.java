package dev.vitrine.gateway.admin;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How a request is written down. Whatever the client sent, a line is one line of printable ASCII, and each field ends where it should.
 * Jetty's own log is not used because it lets the control characters above ASCII through.
 */
public enum LogForm {
    /** The common log format of NCSA httpd. */
    COMMON {
        @Override
        void append(AccessEntry entry, StringBuilder line) {
            appendCommon(entry, line);
            line.append('\n');
        }
    },

    /** The common one, with the page that led here and the program of the user behind it. */
    COMBINED {
        @Override
        void append(AccessEntry entry, StringBuilder line) {
            appendCommon(entry, line);
            appendQuoted(entry.referer(), line.append(' '));
            appendQuoted(entry.userAgent(), line.append(' '));
            line.append('\n');
        }
    },

    /** A JSON object on each line (RFC 8259). What is not known is left out. */
    JSON {
        @Override
        void append(AccessEntry entry, StringBuilder line) {
            JsonLine json = new JsonLine(line)
                    .text("time", JSON_TIME.format(Instant.ofEpochMilli(entry.time())))
                    .text("remote", entry.remote())
                    .text("user", entry.user())
                    .text("method", entry.method())
                    .text("path", entry.path())
                    .text("protocol", entry.protocol())
                    .number("status", Integer.toString(entry.status()))
                    .number("bytes", Long.toString(entry.bytes()))
                    .number("duration", seconds(entry.nanos()))
                    .text("range", entry.range())
                    .text("user_agent", entry.userAgent())
                    .text("digest", entry.digest());
            if (entry.torn()) {
                json.number("torn", "true");
            }
            json.end();
        }
    };

    private static final DateTimeFormatter CLF_TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter JSON_TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String UNKNOWN = "-";

    /** Adds one line, with its end. */
    abstract void append(AccessEntry entry, StringBuilder line);

    private static void appendCommon(AccessEntry entry, StringBuilder line) {
        appendBare(entry.remote(), line);
        appendBare(entry.user(), line.append(" - "));
        line.append(" [")
                .append(CLF_TIME.format(Instant.ofEpochMilli(entry.time())))
                .append("] ");
        appendQuoted(entry.method() + ' ' + entry.path() + ' ' + entry.protocol(), line);
        line.append(' ').append(entry.status()).append(' ');
        line.append(entry.bytes() == 0 ? UNKNOWN : Long.toString(entry.bytes()));
    }

    private static void appendBare(String text, StringBuilder line) {
        if (text.isEmpty()) {
            line.append(UNKNOWN);
        } else {
            Escapes.clf(text, " ", line);
        }
    }

    private static void appendQuoted(String text, StringBuilder line) {
        line.append('"');
        if (text.isEmpty()) {
            line.append(UNKNOWN);
        } else {
            Escapes.clf(text, "", line);
        }
        line.append('"');
    }

    /** With six places, which is a microsecond. */
    private static String seconds(long nanos) {
        long micros = Math.max(0, nanos / 1_000);
        String fraction = Long.toString(micros % 1_000_000);
        return micros / 1_000_000 + "." + "0".repeat(6 - fraction.length()) + fraction;
    }
}
