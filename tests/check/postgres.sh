# A temporary PostgreSQL for the tests: in a folder of its own, on a free port of 127.0.0.1, gone afterwards.
# Sourced, not run. It is fast and unsafe on purpose (no fsync): nothing in it is worth keeping.

# Without the name of a database; empty until the server answers.
postgres_url=""
postgres_folder=""

# The folder with initdb and pg_ctl, newest version first; empty when there is none.
postgres_programs() {
    local folder
    for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -rn); do
        if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then
            echo "$folder"
            return 0
        fi
    done
    if command -v initdb >/dev/null && command -v pg_ctl >/dev/null; then
        dirname "$(command -v initdb)"
    fi
}

# initdb refuses to run as root, so root lends the work to the service user. It runs from /, because the
# service user may not be allowed to read the folder we stand in.
as_postgres() {
    if [ "$(id -u)" -ne 0 ]; then
        "$@"
        return
    fi
    local user=postgres
    id -u "$user" >/dev/null 2>&1 || user=nobody
    (cd / && runuser -u "$user" -- "$@")
}

start_postgres() {
    local programs port attempt
    programs=$(postgres_programs)
    postgres_folder=$(mktemp -d "${TMPDIR:-/tmp}/brygga-postgres.XXXXXX")
    if [ "$(id -u)" -eq 0 ]; then
        chown "$(id -u postgres 2>/dev/null || id -u nobody)" "$postgres_folder"
    fi
    as_postgres "$programs/initdb" --pgdata "$postgres_folder/data" --auth trust --username brygga \
        --encoding UTF8 --locale C.UTF-8 --no-sync || return 1
    # Another program may take the port between the question and the start, hence the attempts.
    for attempt in 1 2 3; do
        port=$(free_port)
        if as_postgres "$programs/pg_ctl" start --pgdata "$postgres_folder/data" --wait --timeout 60 \
            --log "$postgres_folder/log" --options "-p $port -c listen_addresses=127.0.0.1 \
                -c unix_socket_directories= -c max_connections=300 -c fsync=off -c synchronous_commit=off \
                -c full_page_writes=off -c jit=off -c max_locks_per_transaction=256"; then
            # `journeys` is for the server that the browser visits; the tests make schemas in `postgres`.
            as_postgres "$programs/createdb" --host 127.0.0.1 --port "$port" --username brygga journeys || return 1
            postgres_url=postgres://brygga@127.0.0.1:$port
            return 0
        fi
        cat "$postgres_folder/log"
    done
    return 1
}

# Called by the trap of ./check, also when PostgreSQL was never started.
stop_postgres() {
    [ -n "$postgres_folder" ] || return 0
    if [ -n "$(ls -A "$postgres_folder/data/postmaster.pid" 2>/dev/null)" ]; then
        as_postgres "$(postgres_programs)/pg_ctl" stop --pgdata "$postgres_folder/data" --mode immediate --wait \
            >/dev/null 2>&1 || echo "PostgreSQL in $postgres_folder could not be stopped."
    fi
    rm -rf "$postgres_folder"
    postgres_folder=""
}

free_port() {
    node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });'
}
