# Sourced by run and test: packages, the three newer dependencies, the servers that tests start, configure and build.
# Every function is cheap when there is nothing to do; on trouble it prints one sentence and exits 2.
# shellcheck shell=bash disable=SC2034

onescreen_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
onescreen_cache=${ONESCREEN_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/onescreen}

onescreen_packages_build=(
  build-essential cmake ninja-build ccache pkg-config dpkg-dev python3 python3-jinja2
  libglfw3-dev nlohmann-json3-dev libsimdjson-dev libsqlite3-dev libzstd-dev libfreetype-dev libfontconfig-dev libgeos-dev
  libssl-dev zlib1g-dev libcli11-dev libfmt-dev libspdlog-dev libstb-dev libhowardhinnant-date-dev
  libegl-dev libgl-dev lld
  # What the finished program opens at run time: Mesa's software OpenGL, the two fonts, time zones, roots.
  libegl1 libegl-mesa0 libgl1 libglx-mesa0 libgl1-mesa-dri fontconfig fonts-noto-cjk fonts-b612 tzdata ca-certificates
)
onescreen_packages_test=(libgtest-dev libbenchmark-dev xvfb xauth openssl)

onescreen_fail() {
  printf 'onescreen: %s\n' "$*" >&2
  exit 2
}

# onescreen_install PACKAGE... : installs what is missing.
onescreen_install() {
  command -v dpkg-query >/dev/null ||
    onescreen_fail "this script knows Debian's package client only; install the equivalents of these and build with cmake --preset release: $*"
  local package missing=()
  local -A have=()
  while read -r package; do have[${package%%:*}]=1; done < <(
    dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p')
  for package in "$@"; do [[ ${have[$package]:-} ]] || missing+=("$package"); done
  ((${#missing[@]})) || return 0

  local as_root=()
  if [[ $(id -u) != 0 ]]; then
    as_root=(sudo)
    command -v sudo >/dev/null ||
      onescreen_fail "these packages are missing and only root can install them (there is no sudo here): ${missing[*]}"
    if ! sudo -n true 2>/dev/null && [[ ! -t 0 ]]; then
      onescreen_fail "these packages are missing and sudo wants a password: sudo apt-get install ${missing[*]}"
    fi
  fi
  command -v apt-get >/dev/null || onescreen_fail "these packages are missing and there is no apt-get here: ${missing[*]}"
  echo "onescreen: installing ${missing[*]}" >&2
  local log
  log=$(mktemp)
  # Lists may be old or absent on a fresh machine, but an update is wasted time where they are good.
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" >"$log" 2>&1; then
    if ! { "${as_root[@]}" apt-get update &&
           "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
      tail -n 20 "$log" >&2
      rm -f "$log"
      onescreen_fail "apt-get could not install: ${missing[*]}"
    fi
  fi
  rm -f "$log"
}

# --- Dear ImGui, cpp-httplib, glad ---------------------------------------------------------------------------

# Versions as numbers that compare: 1.92.2b -> 19202, 0.41.0 -> 41.
onescreen_imgui_version() { sed -n 's/^#define IMGUI_VERSION  *"\([^"]*\)".*/\1/p' "$1/imgui.h" 2>/dev/null | head -n 1; }
onescreen_httplib_version() { sed -n 's/^#define CPPHTTPLIB_VERSION  *"\([^"]*\)".*/\1/p' "$1/httplib.h" 2>/dev/null | head -n 1; }
onescreen_at_least() { [[ -n $1 && $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]; }

onescreen_have_imgui() { onescreen_at_least "$(onescreen_imgui_version "$onescreen_cache/imgui")" 1.92; }
onescreen_have_httplib() { onescreen_at_least "$(onescreen_httplib_version "$onescreen_cache/httplib")" 0.41; }
onescreen_have_glad() { [[ -s $onescreen_cache/glad/src/gl.c && -s $onescreen_cache/glad/include/glad/gl.h ]]; }

# apt-get with a state of its own, so that the machine's package sources and lists stay as they are.
onescreen_private_apt() {
  local dir=$1
  shift
  apt-get -q \
    -o Dir::State="$dir/state" -o Dir::State::lists="$dir/state/lists" -o Dir::State::status=/dev/null -o Dir::Cache="$dir/cache" \
    -o Dir::Etc::SourceList="$dir/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null \
    -o Acquire::Languages=none -o Acquire::Retries=2 -o APT::Sandbox::User= "$@"
}

# onescreen_mirrors [APT OPTION...] : the bases the machine itself takes Debian from, most likely first.
onescreen_mirrors() {
  # shellcheck disable=SC2016  # apt expands these
  apt-get "$@" indextargets --format '$(REPO_URI) $(CODENAME) $(ORIGIN)' 'Created-By: Packages' 2>/dev/null |
    awk '$3 == "Debian" && $2 !~ /-/ && !seen[$1]++ { print $1 }'
}

# onescreen_move FROM TO : puts a finished folder in place in one step; an outdated one gives way.
onescreen_move() {
  if [[ -e $2 ]]; then mv -T "$2" "$1.old"; fi
  mv -T "$1" "$2"
  rm -rf "$1.old"
}

# onescreen_source WORK PACKAGE : newest source of PACKAGE in forky, else sid, unpacked at WORK/PACKAGE.
onescreen_source() {
  local work=$1 package=$2 suite
  for suite in forky sid; do
    (cd "$work" && onescreen_private_apt "$work" source --download-only "$package/$suite") >>"$work/log" 2>&1 || continue
    local dsc=("$work/${package}_"*.dsc)
    # apt has verified the archive's signature already; the uploader's key is not on most machines.
    dpkg-source --no-check -x "${dsc[-1]}" "$work/$package" >>"$work/log" 2>&1 && return 0
  done
  return 1
}

onescreen_obtain() {
  local work=$1 mirror reached=
  command -v apt-get >/dev/null ||
    onescreen_fail "Dear ImGui, cpp-httplib and glad are not in $onescreen_cache and there is no apt-get here to fetch them; cmake --preset release takes them from upstream"
  mkdir -p "$work"/state/lists/partial "$work"/cache/archives/partial
  : >"$work/log"
  local mirrors
  mapfile -t mirrors < <(onescreen_mirrors)
  if ((${#mirrors[@]} == 0)); then
    # apt names only what it has lists of, and images are often shipped without: fetch them, but not for the system.
    local aside=(-o Dir::State::lists="$work/lists" -o Dir::Cache="$work/cache" -o APT::Sandbox::User=)
    mkdir -p "$work/lists/partial"
    apt-get -q "${aside[@]}" update >>"$work/log" 2>&1 || true
    mapfile -t mirrors < <(onescreen_mirrors "${aside[@]}")
  fi
  ((${#mirrors[@]})) || onescreen_fail "apt-get knows no Debian mirror it can reach (apt-get indextargets prints none), so Dear ImGui, cpp-httplib and glad cannot be fetched"
  for mirror in "${mirrors[@]}"; do
    printf '%s\n' "deb-src $mirror forky main" "deb-src $mirror sid main" "deb $mirror trixie main" >"$work/sources.list"
    if onescreen_private_apt "$work" -o APT::Update::Error-Mode=any update >>"$work/log" 2>&1; then
      reached=1
      break
    fi
  done
  if [[ ! $reached ]]; then
    tail -n 8 "$work/log" >&2
    onescreen_fail "the Debian mirror did not give the package lists of forky, sid and trixie; they are needed once, for Dear ImGui, cpp-httplib and glad"
  fi

  local version
  if ! onescreen_have_imgui; then
    onescreen_source "$work" imgui || { tail -n 8 "$work/log" >&2; onescreen_fail "apt-get could not fetch the source of imgui from forky or sid"; }
    version=$(onescreen_imgui_version "$work/imgui")
    onescreen_at_least "$version" 1.92 || onescreen_fail "the newer Debian suites have Dear ImGui ${version:-of unknown version}, 1.92 or newer is needed"
    onescreen_move "$work/imgui" "$onescreen_cache/imgui"
  fi
  if ! onescreen_have_httplib; then
    onescreen_source "$work" cpp-httplib || { tail -n 8 "$work/log" >&2; onescreen_fail "apt-get could not fetch the source of cpp-httplib from forky or sid"; }
    version=$(onescreen_httplib_version "$work/cpp-httplib")
    onescreen_at_least "$version" 0.41 || onescreen_fail "the newer Debian suites have cpp-httplib ${version:-of unknown version}, 0.41 or newer is needed"
    onescreen_move "$work/cpp-httplib" "$onescreen_cache/httplib"
  fi
  if ! onescreen_have_glad; then
    (cd "$work" && onescreen_private_apt "$work" download python3-glad) >>"$work/log" 2>&1 &&
      dpkg -x "$work"/python3-glad_*.deb "$work/glad-generator" ||
      { tail -n 8 "$work/log" >&2; onescreen_fail "apt-get could not fetch python3-glad from trixie"; }
    # The system's own Python has jinja2; whatever comes first in PATH may not.
    # --reproducible uses the specifications inside the package instead of the network.
    PYTHONPATH=$work/glad-generator/usr/lib/python3/dist-packages /usr/bin/python3 -m glad --quiet --reproducible \
      --api gl:core=3.3 --out-path "$work/glad" c >>"$work/log" 2>&1 ||
      { tail -n 8 "$work/log" >&2; onescreen_fail "glad could not generate the OpenGL 3.3 loader"; }
    onescreen_move "$work/glad" "$onescreen_cache/glad"
  fi
}

onescreen_dependencies() {
  onescreen_have_imgui && onescreen_have_httplib && onescreen_have_glad && return 0
  mkdir -p "$onescreen_cache" || onescreen_fail "cannot write the cache folder $onescreen_cache (set ONESCREEN_CACHE to another)"
  (
    # Two builds started together fetch once.
    flock 9
    onescreen_have_imgui && onescreen_have_httplib && onescreen_have_glad && exit 0
    echo "onescreen: fetching Dear ImGui, cpp-httplib and glad from newer Debian suites (once, into $onescreen_cache)" >&2
    work=$(mktemp -d "$onescreen_cache/fetch.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    onescreen_obtain "$work"
  ) 9>"$onescreen_cache/lock" || exit 2
}

# --- servers that the tests start themselves --------------------------------------------------------------------

# nginx and Prometheus, unpacked beside the other cached things: installing the packages would start their services and
# listen on this machine from its next start on.
onescreen_tools_dir=$onescreen_cache/tools
onescreen_have_tools() { [[ -x $onescreen_tools_dir/nginx && -x $onescreen_tools_dir/prometheus ]]; }

# onescreen_download WORK PACKAGE... : the packages as files in WORK, from the machine's own suites.
onescreen_download() {
  local work=$1
  shift
  # Another user would fetch them, who may not write here.
  (cd "$work" && apt-get -q -o APT::Sandbox::User= download "$@") >>"$work/log" 2>&1 && return 0
  # Lists are often absent on a fresh machine, or name files that are gone: fetch them, but not for the system.
  local aside=(-o Dir::State::lists="$work/lists" -o Dir::Cache="$work/cache" -o APT::Sandbox::User=)
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
  apt-get -q "${aside[@]}" update >>"$work/log" 2>&1 || return 1
  (cd "$work" && apt-get -q "${aside[@]}" download "$@") >>"$work/log" 2>&1
}

# onescreen_unpack_tool WORK PACKAGE PATH : the one program of PACKAGE at PATH, once the libraries that it needs are there.
onescreen_unpack_tool() {
  local work=$1 package=$2 path=$3 deb libraries
  deb=$(ls "$work/$package"_*.deb) && dpkg -x "$deb" "$work/$package" || return 1
  if ldd "$work/$package/$path" 2>/dev/null | grep -q 'not found'; then
    mapfile -t libraries < <(dpkg-deb -f "$deb" Depends | tr ',' '\n' | sed 's/|.*//; s/(.*//; s/:.*//; s/ //g' | grep '^lib')
    onescreen_install "${libraries[@]}"
  fi
  mv "$work/$package/$path" "$work/ready/"
}

onescreen_tools() {
  onescreen_have_tools && return 0
  command -v apt-get >/dev/null && command -v dpkg >/dev/null ||
    onescreen_fail "the tests start nginx and prometheus, which are not in $onescreen_tools_dir, and there is no apt-get here to fetch them; put both programs there"
  mkdir -p "$onescreen_cache" || onescreen_fail "cannot write the cache folder $onescreen_cache (set ONESCREEN_CACHE to another)"
  (
    flock 9
    onescreen_have_tools && exit 0
    echo "onescreen: fetching nginx and prometheus for the tests (once, into $onescreen_tools_dir; nothing is installed)" >&2
    work=$(mktemp -d "$onescreen_cache/fetch.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    mkdir "$work/ready"
    : >"$work/log"
    if ! onescreen_download "$work" nginx prometheus ||
       ! onescreen_unpack_tool "$work" nginx usr/sbin/nginx ||
       ! onescreen_unpack_tool "$work" prometheus usr/bin/prometheus; then
      tail -n 8 "$work/log" >&2
      onescreen_fail "apt-get could not fetch the packages nginx and prometheus, which the tests start"
    fi
    onescreen_move "$work/ready" "$onescreen_tools_dir"
  ) 9>"$onescreen_cache/lock" || exit 2
}

# --- configure and build -----------------------------------------------------------------------------------------

# onescreen_logged LOG COMMAND... : the command's output goes to LOG, and to the screen only if it fails.
onescreen_logged() {
  local log=$1
  shift
  if ! "$@" >"$log" 2>&1; then
    grep -nE -m 20 '(error|FAILED|CMake Error)' "$log" >&2
    echo "--- the end of $log:" >&2
    tail -n 40 "$log" >&2
    onescreen_fail "this failed: $*"
  fi
}

onescreen_configure() {
  local preset=$1 build=$onescreen_root/build/$1
  # Configured before with the same dependencies: ninja reconfigures by itself when a CMake file changes.
  if [[ -f $build/build.ninja ]] && grep -qxF "ONESCREEN_GLAD_DIR:PATH=$onescreen_cache/glad" "$build/CMakeCache.txt" &&
     grep -qxF "ONESCREEN_TOOLS:PATH=$onescreen_tools_dir" "$build/CMakeCache.txt"; then
    return 0
  fi
  mkdir -p "$build"
  (cd "$onescreen_root" && onescreen_logged "$build/configure.log" cmake --preset "$preset" \
    -DFETCHCONTENT_SOURCE_DIR_IMGUI:PATH="$onescreen_cache/imgui" \
    -DFETCHCONTENT_SOURCE_DIR_HTTPLIB:PATH="$onescreen_cache/httplib" \
    -DONESCREEN_GLAD_DIR:PATH="$onescreen_cache/glad" \
    -DONESCREEN_TOOLS:PATH="$onescreen_tools_dir") || exit 2
}

# onescreen_build PRESET [TARGET...] : builds, and says so only if that takes a while.
onescreen_build() {
  local preset=$1 build=$onescreen_root/build/$1
  shift
  local first=", the first time takes some minutes"
  if [[ -f $build/.ninja_log ]] && (($(wc -l <"$build/.ninja_log") > 50)); then first=; fi
  (
    sleep 1 >/dev/null 2>&1  # must not hold the caller's pipe open
    echo "onescreen: building $preset$first (log: $build/build.log)" >&2
  ) &
  local notice=$!
  (
    flock 9  # ninja does not guard its build folder against a second one
    onescreen_logged "$build/build.log" ninja -C "$build" "$@" 9>&-
  ) 9>"$build/.lock" || { kill "$notice" 2>/dev/null; exit 2; }
  kill "$notice" 2>/dev/null || true
}
