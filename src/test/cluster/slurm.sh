#!/bin/bash
# A study under Slurm on this one machine, beside the same study on the machine alone: the derivatives must be the same, byte for byte.
#
#   src/test/cluster/slurm.sh FOLDER [BSSFP [SUBJECTS]]
#
# FOLDER is made. BSSFP is the program, usually target/dist/bssfp. Needs root, and Debian's slurm-wlm and munge. Exit code 0 if the same.
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
folder=${1:?"slurm.sh FOLDER [BSSFP [SUBJECTS]]"}
bssfp=${2:-$root/target/dist/bssfp}
mkdir "$folder" || exit 2
folder=$(cd "$folder" && pwd)
. "$here/cluster.sh"

run() {
    (mkdir "$folder/$1-engine" && cd "$folder/$1-engine" &&
        time "$root/workflow/nextflow" run "$root/workflow/main.nf" -profile "$1" -ansi-log false -with-trace trace.tsv \
            --bids "$folder/study" --output "$folder/derivative" --bssfp "$bssfp" --memory '1 GB') &&
        mv "$folder/derivative" "$folder/$1"
}

$bssfp samplestudy output="$folder/study" subjects="${3:-6}" slices=6-15 > /dev/null 2>&1 || exit 2
cluster_start "$folder/cluster" || exit 2
trap cluster_stop EXIT
sinfo --version
sinfo
run slurm || exit 1
sacct=$(grep -c COMPLETED "$folder/slurm-engine/trace.tsv")
echo "$sacct jobs of Slurm completed, the last of them number $(sed -n 's/^NEXT_JOB_ID=//p' <<< "$(scontrol show config | tr -d ' ')")"
run local || exit 1
# logs say what was said, .unfinished holds the locks
diff -rq -x logs -x .unfinished "$folder/local" "$folder/slurm" || { echo "The derivatives differ."; exit 1; }
echo "The derivatives are the same: $(find "$folder/slurm" -type f | wc -l) files."
