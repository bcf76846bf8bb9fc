#!/bin/bash
# Kills a study with -9 at random moments, by turns a task, the engine, and everything, and lets it go on: in the end all must be as
# without a disturbance, byte for byte, and what was finished before must not have been done again.
#
#   src/test/cluster/kill.sh FOLDER [BSSFP [TIMES [SEED]]]
#
# FOLDER is made. BSSFP is the program, usually target/dist/bssfp. Exit code 0 if all is as it must be.
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
folder=${1:?"kill.sh FOLDER [BSSFP [TIMES [SEED]]]"}
bssfp=${2:-$root/target/dist/bssfp}
times=${3:-20}
RANDOM=${4:-1}
mkdir "$folder" || exit 2
folder=$(cd "$folder" && pwd)
out=$folder/derivative
bad=0

# in a session of its own, so that everything of it can be killed and nothing else
start() {
    cd "$folder" || exit 2
    # this shell is the engine's process in the end
    setsid "$root/workflow/nextflow" run "$root/workflow/main.nf" "$@" -ansi-log false --bids "$folder/study" --output "$out" \
        --bssfp "$bssfp" --memory '1 GB' --options "'methods=Maximum likelihood' gibbs=no motion=no" >> "$folder/engine.log" 2>&1 &
    engine=$!
}

# the programs of the study that run now
programs() {
    for pid in $(ps -s "$engine" -o pid= 2>/dev/null); do
        ps -o args= -p "$pid" | grep -q "^[^ ]*java .* bids $folder/study $out" && echo "$pid"
    done
}

# the records of finished subjects, by their inodes
finished() {
    ls -i "$out"/sub-*/*_record.json 2>/dev/null
}

now() {
    date +%s%N
}

$bssfp samplestudy output="$folder/study" subjects=6 slices=6-7 cycles=4 > /dev/null 2>&1 || exit 2
# one that fails for reasons of its data
truncate -s 20000 "$folder/study/sub-05/anat/sub-05_part-phase_bssfp.nii.gz"
began=$(now)
start
wait "$engine" || { echo "The undisturbed run failed; see $folder/engine.log."; exit 2; }
took=$((($(now) - began) / 1000000))
mv "$out" "$folder/undisturbed"
echo "undisturbed: $((took / 1000)) s"

k=1
while [ "$k" -le "$times" ]; do
    what=$(printf 'task\nengine\neverything\n' | sed -n "$((k % 3 + 1))p")
    rm -rf "$out"
    moment=$((took * (10 + RANDOM % 85) / 100))
    start
    sleep "$((moment / 1000)).$(printf %03d $((moment % 1000)))"
    if ! kill -0 "$engine" 2>/dev/null; then
        # it was faster than the undisturbed one
        took=$((took * 9 / 10))
        continue
    fi
    # between two tasks there is none to kill
    while [ $what = task ] && [ -z "$(programs)" ] && kill -0 "$engine" 2>/dev/null; do
        sleep 0.2
    done
    before=$(finished)
    case $what in
        task)
            victims=$(programs | shuf -n 1 --random-source=<(yes "$RANDOM"))
            ;;
        engine)
            victims=$engine
            ;;
        everything)
            victims=$(ps -s "$engine" -o pid=)
            ;;
    esac
    [ -n "$victims" ] && kill -9 $victims 2>/dev/null
    wait "$engine" 2>/dev/null
    code=$?
    if [ "$what" != task ]; then
        start -resume
        wait "$engine"
        code=$?
    fi
    verdict="the same"
    [ $code = 0 ] || verdict="EXIT CODE $code"
    # logs say what was said, .unfinished holds the locks
    diff -rq -x logs -x .unfinished "$folder/undisturbed" "$out" > "$folder/difference-$k" || verdict="$verdict, DIFFERENT: $folder/difference-$k"
    again=$(comm -23 <(sort <<< "$before") <(finished | sort) | grep -c .)
    [ "$again" = 0 ] || verdict="$verdict, $again DONE AGAIN"
    [ "$verdict" = "the same" ] || bad=$((bad + 1))
    echo "$k: $what killed at $((moment / 1000)) s (process $(echo $victims | tr ' ' ,)), $(grep -c . <<< "$before") of 6 finished before: $verdict"
    k=$((k + 1))
done
echo "$bad of $times not as they must be"
[ "$bad" = 0 ]
