#!/bin/sh
# Makes a node of the namespaces it is started in: a file system of its own where a node writes, a network of its own
# that connect-nodes.ts goes on with, and its own view of the cgroups. Started by machine.ts; everything it makes ends with the namespaces.
set -eu
etc=$1 var_lib=$2 var_log=$3 node=$4

mount --make-rshared /
mount -t overlay overlay -o "lowerdir=/etc,upperdir=$etc,workdir=$etc.work" /etc
mount --bind "$var_log" /var/log
mount -t tmpfs -o mode=0755 tmpfs /run
mkdir -p /run/lock /run/netns

# The hierarchies again, now rooted at this cgroup namespace: the node's pods can reach no cgroup but the cluster's own.
hierarchies=$(awk '$3 ~ /^cgroup2?$/ {print $2, $3, $4}' /proc/mounts)
layout=$(stat -f -c %T /sys/fs/cgroup)
umount --recursive /sys/fs/cgroup
if [ "$layout" = tmpfs ]; then
  mount -t tmpfs -o mode=0755 tmpfs /sys/fs/cgroup
fi
echo "$hierarchies" | while read -r path type options; do
  mkdir -p "$path"
  case $type in
    cgroup2) mount -t cgroup2 cgroup2 "$path" ;;
    cgroup)
      controller=$(echo "$options" | tr , '\n' | grep -v -E '^(rw|ro|nosuid|nodev|noexec|relatime|clone_children|xattr|release_agent=.*)$' | paste -sd ,)
      mount -t cgroup -o "$controller" cgroup "$path" ;;
  esac
done

# Settings of the whole kernel that daemons of a node set (kubelet, Cilium's agent): they set copies that nobody else reads.
for setting in vm/overcommit_memory vm/panic_on_oom kernel/panic kernel/panic_on_oops kernel/keys/root_maxkeys \
  kernel/keys/root_maxbytes kernel/timer_migration kernel/unprivileged_bpf_disabled; do
  if [ -e "/proc/sys/$setting" ]; then
    copy=/run/sysctl/$setting
    mkdir -p "$(dirname "$copy")"
    cat "/proc/sys/$setting" > "$copy"
    mount --bind "$copy" "/proc/sys/$setting"
  fi
done

hostname "$node"
ip link set lo up

# Last of the mounts: what boots the node may lie below it.
mount --bind "$var_lib" /var/lib
touch /run/booted
exec sleep infinity
