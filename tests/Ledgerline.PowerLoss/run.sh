#!/usr/bin/env bash
# Cuts the power of a loop-mounted file system while processes append, truncate and delete logs and replace documents and
# blobs, again and again, and checks after each cut that what was acknowledged is there. Needs root. One file system after the other:
#
#   tests/Ledgerline.PowerLoss/run.sh ext4 xfs                        5 rounds each; LEDGERLINE_POWER_ROUNDS=30 for more
#   LEDGERLINE_POWER_SEED=7 tests/Ledgerline.PowerLoss/run.sh ext4    the same choices again (the moments still vary)
#   tests/Ledgerline.PowerLoss/run.sh --control ext4                  appends that are not flushed: must lose entries
#   tests/Ledgerline.PowerLoss/run.sh --can ext4                      only says, in one line, why it cannot run here
#
# Everything is mounted in a mount namespace of its own: however this ends, SIGKILL included, the kernel unmounts and
# detaches when the last process in it is gone. The trap removes the image and, where the namespace still lives, its mount.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PATH=$PATH:/usr/sbin:/sbin

mode=
case ${1-} in --can | --control) mode=$1 && shift ;; esac
[ $# -gt 0 ] || set -- ext4 xfs

# One line that says why power cannot be cut here, or nothing.
reason() {
    [ "$(id -u)" = 0 ] || { echo "mounting needs root" && return; }
    [ -e /dev/loop-control ] || { echo "there is no /dev/loop-control" && return; }
    command -v unshare >/dev/null || { echo "unshare is missing (apt-get install util-linux)" && return; }
    command -v "mkfs.$1" >/dev/null || { echo "mkfs.$1 is missing (apt-get install xfsprogs e2fsprogs)" && return; }
    within "$1" true 2>&1 | tail -n 1
}

# Runs a command in a namespace of its own with $work/mnt mounted; the arguments after the file system are the command.
within() {
    local type=$1 && shift
    rm -f "$work/image"
    truncate -s 320M "$work/image" && "mkfs.$type" -q "$work/image" >/dev/null
    unshare --mount --propagation private --fork --kill-child -- bash -c '
        trap "umount \"$1/mnt\" 2>/dev/null || true" EXIT
        mount -o loop "$1/image" "$1/mnt" && "${@:2}"' power "$work" "$@"
}

work=$(mktemp -d)
mkdir "$work/mnt"
trap 'rm -rf --one-file-system "$work"' EXIT
trap 'exit 1' INT TERM HUP

if [ "$mode" = --can ]; then
    reason "$1"
    exit
fi

program=$here/Ledgerline.PowerLoss.dll
if [ ! -e "$program" ]; then
    dotnet build "$here" --nologo -v quiet
    program=$here/bin/Debug/net10.0/Ledgerline.PowerLoss.dll
fi

status=0
for type; do
    why=$(reason "$type")
    if [ -n "$why" ]; then
        echo "SKIPPED: real power loss on $type: $why."
        continue
    fi

    within "$type" dotnet "$program" run "$type" "$work/image" "$work/mnt" \
        "${LEDGERLINE_POWER_ROUNDS-5}" "${LEDGERLINE_POWER_SEED-$RANDOM}" "${mode#--}" || status=1
done
exit "$status"
