# What ./vitrine and ./test share. Sourced with $root set to the top of the repository. Says everything on stderr.

dist=$root/cli/target/vitrine
serve_aot=$dist/serve.aot
command_aot=$dist/command.aot
stamp=$root/cli/target/built

say() { # WHO WHAT...
    echo "$1: ${*:2}" >&2
}

die() {
    say "$@"
    exit 1
}

# Installs Debian packages as root; else names them and stops.
install_packages() { # WHO PACKAGE...
    local who=$1
    shift
    [ $# -gt 0 ] || return 0
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        die "$who" "these Debian packages are missing: $* (install them as root: apt-get install $*)"
    fi
    say "$who" "installing $*"
    local log
    log=$(mktemp)
    if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >"$log" 2>&1 </dev/null; then
        tail -n 20 "$log" >&2
        die "$who" "apt-get could not install: $*"
    fi
    rm -f "$log"
}

is_jdk_25() { # DIRECTORY
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    local version
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    [ "${version:-0}" -ge 25 ]
}

# Sets and exports JAVA_HOME to a JDK of 25 or newer.
find_jdk() { # WHO
    local candidates=("${VITRINE_JAVA_HOME:-}" "${JAVA_HOME:-}") java candidate
    java=$(command -v java) && candidates+=("$(dirname "$(dirname "$(readlink -f "$java")")")")
    candidates+=(/usr/lib/jvm/*)
    for candidate in "${candidates[@]}"; do
        if [ -n "$candidate" ] && is_jdk_25 "$candidate"; then
            export JAVA_HOME=$candidate
            return
        fi
    done
    die "$1" "no JDK 25 or newer in VITRINE_JAVA_HOME, JAVA_HOME, PATH or /usr/lib/jvm: install one, or name it in VITRINE_JAVA_HOME"
}

build_is_stale() {
    [ -e "$stamp" ] || return 0
    [ -n "$(cd "$root" && find pom.xml .mvn deploy/jvm.options {proto,castore,fusefs,web,gateway,cli}/{pom.xml,src/main} -newer "$stamp" -print -quit)" ]
}

# Builds when a source is newer than the last build; one at a time.
build() { # WHO
    build_is_stale || return 0
    mkdir -p "$root/cli/target"
    (
        flock 9
        build_is_stale || exit 0
        say "$1" "building (once, until the sources change; the log is in cli/target/build.log)"
        touch "$stamp.new"
        cd "$root"
        if ! mvn -B -Pquick -DskipTests -pl cli -am package >cli/target/build.log 2>&1 </dev/null; then
            grep -E '^\[ERROR\]' cli/target/build.log | head -n 20 >&2
            die "$1" "the build failed: see cli/target/build.log"
        fi
        deliver
        # As old as the start of the build: what is edited meanwhile counts as newer.
        mv "$stamp.new" "$stamp"
    ) 9>"$root/cli/target/build.lock" || exit 1
}

# Copies what was built to where it runs: nothing that Maven does later disturbs it. The old files are removed rather than overwritten,
# since a server that runs from them keeps them open.
deliver() {
    rm -rf "$dist"
    mkdir -p "$dist"
    cp -r cli/target/lib "$dist/lib"
    train_server >>cli/target/build.log 2>&1 || rm -f "$serve_aot"
    train_command >>cli/target/build.log 2>&1 || rm -f "$command_aot"
}

# Lets java keep what it loads, links and learns while it serves: later starts take half the time, and the first requests to a mount
# less than that. Vitrine runs without, too. Java 25 cannot keep a module that was loaded late, so no vectors here.
train_server() {
    local scratch status=0
    scratch=$(mktemp -d)
    train_server_with --import docs --import "$dist/lib" --mount "$scratch/mnt" || train_server_with --import docs || status=$?
    rm -rf "$scratch"
    return $status
}

train_server_with() { # OPTION OF SERVE...
    local server status=0
    VITRINE_BLAKE3=lanes java_command exec "-XX:AOTCacheOutput=$serve_aot" -- serve --store "$scratch/store" --listen 127.0.0.1:0 "$@" >"$scratch/out" &
    server=$!
    await "kill -0 $server && ! grep -q '^listening ' $scratch/out"
    if [ -e "$scratch/mnt" ]; then
        await "kill -0 $server && ! [ -e $scratch/mnt/lib ]"
        find "$scratch/mnt" -ls -type f -exec cat {} + >"$scratch/read"
    fi
    kill $server && wait $server || status=$?
    [ $status = 143 ] && [ -e "$serve_aot" ]
}

# The same for commands, in a file of its own: one with all that a server needs would slow them down.
train_command() {
    local scratch status=0
    scratch=$(mktemp -d)
    mkdir "$scratch/tree"
    seq 5000 | split -l 1 -a 4 - "$scratch/tree/"
    VITRINE_BLAKE3=lanes java_command "-XX:AOTCacheOutput=$command_aot" -- import --store "$scratch/store" --quiet "$scratch/tree" "$dist/lib" || status=$?
    rm -rf "$scratch"
    [ $status = 0 ] && [ -e "$command_aot" ]
}

# Waits while that is so, at most for some seconds.
await() { # COMMAND LINE
    local _
    for _ in $(seq 200); do
        eval "$1" 2>/dev/null || return 0
        sleep 0.1
    done
}

# File names are bytes; java shows the invalid ones only in a UTF-8 locale.
use_utf8_locale() {
    case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
    *[Uu][Tt][Ff]-8 | *[Uu][Tt][Ff]8) ;;
    *) export LC_ALL=C.UTF-8 ;;
    esac
}

become_java() { # ARGUMENT...
    local options=(-Dvitrine.stderr.terminal=false) aot=$command_aot
    [ -t 2 ] && options=(-Dvitrine.stderr.terminal=true)
    case "${1:-}" in
    serve) aot=$serve_aot ;;
    import | verify | gc | cat) # may hash much
        options+=("@$root/deploy/command.options" "@$root/deploy/hashing.options" "-XX:CompilerDirectivesFile=$root/deploy/hashing.directives")
        ;;
    *) options+=("@$root/deploy/command.options" -XX:TieredStopAtLevel=1) ;;
    esac
    # A cache that does not fit, say because the checkout was moved, is passed over without a word.
    [ -e "$aot" ] && options+=("-XX:AOTCache=$aot" -Xlog:aot*=off)
    java_command exec "${options[@]}" -- "$@"
}

java_command() { # [exec] OPTION... -- ARGUMENT...
    local options=()
    [ "$1" = exec ] && options=(exec) && shift
    options+=("$JAVA_HOME/bin/java" "@$root/deploy/jvm.options" -cp "$dist/lib/*")
    while [ "$1" != -- ]; do
        options+=("$1")
        shift
    done
    "${options[@]}" dev.vitrine.cli.Vitrine "${@:2}"
}
