//! One run of a program: how long it took from start to exit, its CPU time and its peak memory.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a run cost.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// From start to exit.
    pub wall: Duration,
    /// The fastest and the slowest of several runs.
    pub span: (Duration, Duration),
    /// In user mode, all threads together.
    pub user: Duration,
    /// In the kernel, all threads together.
    pub system: Duration,
    /// Largest resident set, in bytes.
    pub memory: u64,
}

/// Runs a command to its end; what it prints is thrown away.
pub fn run(command: &[String]) -> Cost {
    let begin = Instant::now();
    let child = Command::new(&command[0])
        .args(&command[1..])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{}: {error}", command[0]));
    let mut status = 0;
    // SAFETY: both pointers are to initialised memory of this frame, and nobody else waits for the child.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::wait4(
            child.id() as libc::pid_t,
            &raw mut status,
            0,
            &raw mut usage,
        );
        usage
    };
    let wall = begin.elapsed();
    let exit = libc::WEXITSTATUS(status);
    assert!(
        libc::WIFEXITED(status) && exit <= 1,
        "{command:?} ended with {status}"
    );
    let time =
        |value: libc::timeval| Duration::new(value.tv_sec as u64, value.tv_usec as u32 * 1000);
    Cost {
        wall,
        span: (wall, wall),
        user: time(usage.ru_utime),
        system: time(usage.ru_stime),
        memory: usage.ru_maxrss as u64 * 1024,
    }
}

/// Runs several commands in turn, `times` each, so that noise of the machine meets all alike; gives the
/// median of each measure.
pub fn medians(commands: &[Vec<String>], times: usize) -> Vec<Cost> {
    let mut costs: Vec<Vec<Cost>> = vec![Vec::new(); commands.len()];
    for round in 0..=times {
        for (command, costs) in commands.iter().zip(&mut costs) {
            let cost = run(command);
            // The first run warms the cache.
            if round > 0 {
                costs.push(cost);
            }
        }
    }
    costs.iter().map(|costs| median(costs)).collect()
}

fn median(costs: &[Cost]) -> Cost {
    let middle = |of: &dyn Fn(&Cost) -> Duration| {
        let mut all: Vec<Duration> = costs.iter().map(of).collect();
        all.sort();
        all[all.len() / 2]
    };
    let walls = costs.iter().map(|cost| cost.wall);
    Cost {
        span: (
            walls.clone().min().unwrap_or_default(),
            walls.max().unwrap_or_default(),
        ),
        wall: middle(&|cost| cost.wall),
        user: middle(&|cost| cost.user),
        system: middle(&|cost| cost.system),
        memory: costs.iter().map(|cost| cost.memory).max().unwrap_or(0),
    }
}
