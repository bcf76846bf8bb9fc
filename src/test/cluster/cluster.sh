# Slurm on this one machine, for the scripts beside it: cluster_start FOLDER, cluster_stop. As root, with Debian's slurm-wlm and munge.

cluster_start() {
    cluster=$1
    mkdir -p "$cluster/state" "$cluster/spool"
    host=$(hostname -s)
    memory=$(slurmd -C | sed -n 's/.*RealMemory=\([0-9]*\).*/\1/p')
    cat > "$cluster/slurm.conf" <<END
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$cluster/munge.sock
CredType=cred/munge
StateSaveLocation=$cluster/state
SlurmdSpoolDir=$cluster/spool
SlurmctldPidFile=$cluster/slurmctld.pid
SlurmdPidFile=$cluster/slurmd.pid
SlurmctldLogFile=$cluster/slurmctld.log
SlurmdLogFile=$cluster/slurmd.log
SlurmctldPort=26817
SlurmdPort=26818
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
MpiDefault=none
SwitchType=switch/none
ReturnToService=2
SchedulerParameters=sched_interval=5,batch_sched_delay=1
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=$memory State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
END
    export SLURM_CONF=$cluster/slurm.conf
    head -c 128 /dev/urandom > "$cluster/munge.key"
    chmod 400 "$cluster/munge.key"
    munged --force --key-file="$cluster/munge.key" --socket="$cluster/munge.sock" --pid-file="$cluster/munged.pid" \
        --log-file="$cluster/munged.log" --seed-file="$cluster/munge.seed"
    slurmctld
    slurmd
    for i in $(seq 30); do
        sinfo -h -o %t 2>/dev/null | grep -q idle && return
        sleep 1
    done
    echo "The node did not come up; see $cluster/*.log." >&2
    return 1
}

cluster_stop() {
    for daemon in slurmd slurmctld munged; do
        kill "$(cat "$cluster/$daemon.pid")" 2>/dev/null
    done
}
