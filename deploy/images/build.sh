#!/usr/bin/env bash
# build.sh [IMAGE]...: builds the named images, or all, and prints a line name:tag for each. README.md tells more.
#
# A tag is a hash of all that goes into its image: what has not changed is not built again.
#   TAXBRAIN_BASE_IMAGE   Debian image to build on; without it debian:bookworm-slim if it can be had, else one made
#                         here by debootstrap from the machine's own apt sources
set -euo pipefail

images=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(cd "$images/../.." && pwd)
release=bookworm
official_base=debian:$release-slim
all=(java postgres sftp kafka elasticsearch departments city pipelines jobs)
# neither what runs in an image nor its tag may depend on who builds it
umask 022
# the classic builder is the one that every Docker has
export DOCKER_BUILDKIT=0

die() {
  echo "$*" >&2
  exit 1
}

exists() { docker image inspect "$1" >/dev/null 2>&1; }

# A hash of each file's name, mode and content below a folder.
digest() {
  (cd "$1" && find . -type f -printf '%m %p\n' | LC_ALL=C sort && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) |
    sha256sum | cut -c1-12
}

# ---- the base -------------------------------------------------------------------------------------------------------

base() {
  # follows the release, not the day: after a security update of Debian, "docker image rm" it, and all is built anew
  local offline=taxbrain/base:$release
  if [ -n "${TAXBRAIN_BASE_IMAGE:-}" ]; then
    exists "$TAXBRAIN_BASE_IMAGE" || docker pull -q "$TAXBRAIN_BASE_IMAGE" >&2 || die "TAXBRAIN_BASE_IMAGE: $TAXBRAIN_BASE_IMAGE can't be pulled"
    echo "$TAXBRAIN_BASE_IMAGE"
  elif exists "$official_base"; then
    echo "$official_base"
  elif exists "$offline"; then
    echo "$offline"
  elif timeout 60 docker pull -q "$official_base" >/dev/null 2>&1; then
    echo "$official_base"
  else
    echo "no registry answers: making $offline by debootstrap" >&2
    debootstrapped "$offline" >&2
    echo "$offline"
  fi
}

debootstrapped() {
  command -v debootstrap >/dev/null || die "debootstrap is missing: apt-get install debootstrap, or set TAXBRAIN_BASE_IMAGE"
  [ "$(id -u)" = 0 ] || die "only root can run debootstrap: run this as root once, or set TAXBRAIN_BASE_IMAGE"
  local root sources mirror
  sources=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' |
    sort -u | awk '{ print "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]", $0 }')
  mirror=$(awk -v release="$release" '$4 == release { print $3; exit }' <<<"$sources")
  [ -n "$mirror" ] || die "the machine's apt sources have no Debian $release: run apt-get update, or set TAXBRAIN_BASE_IMAGE"
  root=$work/root
  debootstrap --variant=minbase --include=ca-certificates "$release" "$root" "$mirror" >"$root.log" 2>&1 || die "$(tail -20 "$root.log")"
  # how the machine reaches its packages goes into the image, as into an official base, and never into the repository
  echo "$sources" >"$root/etc/apt/sources.list"
  apt-config dump | grep -E '^Acquire::(http|https)::' >"$root/etc/apt/apt.conf.d/90machine" || true
  rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* "$root"/usr/share/{doc,man,locale,info}/*
  printf 'path-exclude=/usr/share/%s/*\n' doc man locale info >"$root/etc/dpkg/dpkg.cfg.d/90slim"
  tar -C "$root" --numeric-owner -c . | docker import --change 'CMD ["bash"]' - "$1"
  rm -rf --one-file-system "$root"
}

# ---- what goes into an image ----------------------------------------------------------------------------------------

# A module's class path: others' jars apart from our classes, which change with each build, and the order of both.
application() {
  local module=$1 context=$2 published=$home/$1/target/runtime.classpath entry path= number=0
  [ -f "$published" ] || die "$module has not been built: mvn -DskipTests package"
  mkdir -p "$context/lib" "$context/classes"
  while read -r entry; do
    case $entry in
      "$home"/*)
        number=$((number + 1))
        cp -r "${entry%/target/*}/target/classes" "$context/classes/$number"
        path+=:/opt/taxbrain/classes/$number
        ;;
      *)
        [ ! -e "$context/lib/${entry##*/}" ] || die "$module has two jars named ${entry##*/}"
        cp "$entry" "$context/lib/"
        path+=:/opt/taxbrain/lib/${entry##*/}
        ;;
    esac
  done < <(echo "$home/$module/target/classes" && tr ':' '\n' <"$published" | grep .)
  printf -- '-cp\n"%s"\n' "${path#:}" >"$context/class-path"
  find "$context" -type d -exec chmod 755 {} + && find "$context/lib" "$context/classes" -type f -exec chmod 644 {} +
}

cluster_jar() {
  local jars=("$home"/jobs/target/*-cluster.jar)
  [ -f "${jars[0]}" ] || die "the jobs' jar is missing: mvn -DskipTests package"
  install -D -m 644 "${jars[0]}" "$1/usrlib/taxbrain-jobs.jar"
}

# Fills the folder that an image is built from.
context() {
  cp -r "$images/$1/." "$2"
  case $1 in
    kafka | elasticsearch) application "deploy/servers/$1" "$2" ;;
    departments | city) application "deploy/$1" "$2" ;;
    pipelines) application pipelines "$2" ;;
    jobs)
      application deploy/servers/flink "$2"
      cluster_jar "$2"
      ;;
  esac
}

# Builds an image, unless it is there; sets "built" to its name and tag.
image() {
  local name=$1 from context
  case $name in
    java | postgres | sftp) from=$(base) ;;
    *)
      image java
      from=$built
      ;;
  esac
  context=$work/$name
  mkdir -p "$context"
  context "$name" "$context"
  built=taxbrain/$name:$( (docker image inspect --format '{{.Id}}' "$from" && digest "$context") | sha256sum | cut -c1-12)
  if ! exists "$built"; then
    echo "building $built" >&2
    # the host's network: apt reaches what the machine itself reaches
    docker build --force-rm --network host --build-arg "BASE=$from" -t "$built" "$context" >"$work/$name.log" 2>&1 ||
      die "$(tail -40 "$work/$name.log")"
  fi
  rm -rf "$context"
}

docker info >/dev/null 2>&1 || die "Docker does not answer. On Debian: apt-get install docker.io iptables debootstrap, then dockerd --ip 127.0.0.1"
[ $# -gt 0 ] || set -- "${all[@]}"
for name in "$@"; do
  [ -f "$images/$name/Dockerfile" ] || die "no image is called $name; there are: ${all[*]}"
done
work=$(mktemp -d /tmp/taxbrain-images.XXXXXX)
trap 'rm -rf --one-file-system "$work"' EXIT
# two at once would both make the base
exec 9>/tmp/taxbrain-images.lock
flock 9
for name in "$@"; do
  image "$name"
  echo "$built"
done
