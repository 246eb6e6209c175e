# Steps and counts for ./check: what is printed, where the log goes, what was passed and what failed.
# Sourced, not run. Nothing here knows what the steps do.

passed=0
failed=0
failed_steps=()
logs=tests/results/logs
step_number=0
# No step may hang for ever; the slowest, pages in a browser on two cores, takes about half of this.
step_limit=40m

start_log() {
    rm -rf "$logs"
    mkdir -p "$logs"
}

# Runs a step that counts as one: passed or failed.
step() {
    if run_step "$@"; then
        passed=$((passed + 1))
    else
        note_failure "$1" 1
    fi
}

# As `step`, but what follows would mean nothing without it.
step_or_stop() {
    step "$@"
    if [ "$failed" -gt 0 ] && [ "${failed_steps[-1]}" = "$1" ]; then
        echo "The remaining steps need this one and were not run."
        exit 1
    fi
}

# Runs a step whose program counts for itself, and adds its counts. A failure that was not counted (a test
# that does not compile, a runner that crashed, no tests at all) counts as one.
counted_step() {
    local status=0 good bad
    run_step "$@" || status=$?
    read -r good bad < <(counts_in "$log")
    passed=$((passed + good))
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
    if [ "$good" -eq 0 ] && [ "$bad" -eq 0 ]; then
        echo "No test was counted in this step, so it proves nothing."
        bad=1
    fi
    if [ "$bad" -gt 0 ]; then
        note_failure "$1" "$bad"
    fi
    echo "    $good passed, $bad failed in this step"
}

run_step() {
    local name=$1 started=$SECONDS status=0
    shift
    step_number=$((step_number + 1))
    log=$logs/$(printf '%02d' "$step_number")-$(tr -cs '[:alnum:]' '-' <<<"${name,,}" | sed 's/-$//').log
    echo
    echo "== $name"
    if [ "$(type -t "$1")" = function ]; then
        "$@" >"$log" 2>&1 </dev/null || status=$?
    else
        limited "$@" >"$log" 2>&1 </dev/null || status=$?
    fi
    if [ "$status" -eq 0 ]; then
        echo "   ok ($((SECONDS - started)) s)"
        return 0
    fi
    if [ "$status" -eq 124 ]; then echo "Stopped after $step_limit." >>"$log"; fi
    tail -n 400 "$log"
    echo "   FAILED ($((SECONDS - started)) s); the whole log is $log"
    # An interrupted child means that the person wants to stop, not that the step failed.
    if [ "$status" -eq 130 ]; then exit 130; fi
    return "$status"
}

limited() {
    timeout --foreground --kill-after=30s "$step_limit" "$@"
}

note_failure() {
    failed=$((failed + $2))
    failed_steps+=("$1")
}

# Prints "PASSED FAILED" read from a log of nextest, cargo test or our own runners.
counts_in() {
    awk '
        # nextest:  Summary [ 1.2s] 34 tests run: 30 passed (1 slow), 2 failed, 1 timed out, 1 exec failed, 3 skipped
        /^ *Summary \[/ {
            line = $0
            while (match(line, /[0-9]+ (passed|failed|timed out|exec failed)/)) {
                part = substr(line, RSTART, RLENGTH)
                split(part, word, " ")
                if (word[2] == "passed") good += word[1]; else bad += word[1]
                line = substr(line, RSTART + RLENGTH)
            }
        }
        # cargo test:  test result: ok. 12 passed; 0 failed; 1 ignored; …
        /^test result:/ { sub(/^test result: [A-Za-z]+\. /, ""); good += $1; bad += $3 }
        # our own:  12 passed, 0 failed
        /^[0-9]+ passed, [0-9]+ failed$/ { good += $1; bad += $3 }
        END { print good + 0, bad + 0 }
    ' "$1"
}

tell_result() {
    local name
    echo
    for name in "${failed_steps[@]}"; do
        echo "Failed: $name"
    done
    echo "$passed passed, $failed failed"
}
