//! How much memory the process holds, for those who watch what they cannot interrupt.
#![allow(
    clippy::disallowed_methods,
    reason = "only the system knows, and says it in a file"
)]

/// Bytes of memory that are the process's own by now; `None` where the system does not say it in the way of
/// Linux.
pub fn held() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = told.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes << 10)
}
