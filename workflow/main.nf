#!/usr/bin/env nextflow
nextflow.enable.dsl = 2

/*
 * A study on a laptop or a cluster: one task looks through the data set, one task per subject processes it, one looks at the group.
 * All three are the command bids; it knows what is done, makes results appear as a whole, and names what it cannot process.
 * docs/workflow.md has the way from zero.
 */

def usage() {
    """
    Usage: nextflow run main.nf --bids FOLDER --output FOLDER [-profile slurm]

      --bids          the BIDS data set
      --output        where the derivative is written; what is there and up to date stays
      --settings      settings of the study (study.json of another one)
      --options       keys of the command bids, such as 'methods=[Maximum likelihood] gibbs=no'; they are kept in study.json
      --participants  labels, such as 'sub-01 sub-02'; all without
      --sessions      likewise
      --bssfp         the program: the start script, or 'java -jar …'
      --cpus --memory --time   of one subject; memory and time grow with every retry
      --retries       how often a task is tried again: 3
      --max_memory    no retry asks for more
      --queue         partition of Slurm
    """.stripIndent()
}

/** Text as one word of the shell. */
def word(text) {
    "'" + text.toString().replace("'", "'\\''") + "'"
}

/** The program with the memory and the processors of its task. */
def bids(task) {
    def heap = Math.round(task.memory.toMega() * 0.8)
    def java = "-Xmx${heap}m -XX:ActiveProcessorCount=${task.cpus}"
    def program = params.bssfp ?: [projectDir / '../bssfp', projectDir / '../target/dist/bssfp'].find { it.exists() } ?: 'bssfp'
    "JDK_JAVA_OPTIONS=\"\${JDK_JAVA_OPTIONS:-} ${java}\" ${program} bids" +
        " ${word(file(params.bids).toAbsolutePath())} ${word(file(params.output).toAbsolutePath())}"
}

/** Labels as one flag; nothing where there are none. */
def flag(name, labels) {
    if (labels instanceof Number) {
        // zeros in front are lost by then
        error "Nextflow takes a label such as 01 for a number. Write it with its prefix, such as sub-01 or ses-01, where ${labels} is given."
    }
    labels ? "--${name} " + labels.toString().tokenize(', ').collect { word(it) }.join(' ') : ''
}

/** Short of memory or disk, or killed: worth a retry with more. A wrong call is wrong for all subjects. */
def afterFailure(task) {
    task.exitStatus in [2, 126, 127] ? 'finish' : task.attempt <= params.retries ? 'retry' : 'ignore'
}

process PLAN {
    cache false
    errorStrategy { task.exitStatus in [1, 2, 126, 127] || task.attempt > params.retries ? 'terminate' : 'retry' }

    output:
    path 'plan.tsv'

    script:
    def settings = params.settings ? "settings=${word(file(params.settings).toAbsolutePath())}" : ''
    """
    ${bids(task)} participant --dry_run ${settings} ${params.options ?: ''} \\
        ${flag('participant_label', params.participants)} ${flag('session_label', params.sessions)}
    cp ${word(file(params.output).toAbsolutePath() + '/logs/plan.tsv')} plan.tsv
    """
}

process SUBJECT {
    tag "${label}"
    cache false
    errorStrategy { afterFailure(task) }

    input:
    val label

    output:
    tuple val(label), path('failed.txt')

    script:
    """
    touch failed.txt
    while true; do
        status=0
        ${bids(task)} participant --participant_label ${label} ${flag('session_label', params.sessions)} > said.txt 2>&1 || status=\$?
        cat said.txt
        # a task of an engine that has died may still be at it
        grep -q 'left to another run that is working on it' said.txt || break
        sleep 10
    done
    if [ \$status = 1 ]; then
        # the data of this subject are at fault, and the record says how
        grep '^ERROR' said.txt | sed 's,^.*in the records: ,,' > failed.txt
        [ -s failed.txt ] || echo "${label}: \$(tail -n 1 said.txt)" > failed.txt
        status=0
    fi
    exit \$status
    """
}

process GROUP {
    cache false
    errorStrategy { task.exitStatus in [1, 2, 126, 127] || task.attempt > params.retries ? 'terminate' : 'retry' }

    input:
    val done

    output:
    stdout

    script:
    "${bids(task)} group"
}

workflow {
    if (params.help) {
        println usage()
        return
    }
    if (!params.bids || !params.output) {
        error "Give --bids FOLDER and --output FOLDER.\n${usage()}"
    }
    subjects = PLAN()
        .splitCsv(header: true, sep: '\t')
        .map { row -> [row.participant_id, row.verdict] }
        .groupTuple()
        .filter { label, verdicts -> verdicts.any { it != 'up to date' } }
        .map { label, verdicts -> label }
    SUBJECT(subjects)
    SUBJECT.out
        .map { label, failed -> failed.text.trim() }
        .filter { it }
        .toSortedList()
        .filter { it }
        .view { "${it.size()} subject(s) could not be processed in part or wholly; all others are done:\n  " + it.join('\n  ') }
    GROUP(SUBJECT.out.map { label, failed -> label }.toSortedList())
    GROUP.out.view { it.trim() }
}
