//! The processor's time that finished child processes took, as the system counts it: user and system, all threads.

use std::time::Duration;

/// What Linux counts in, whatever the kernel's own ticks are.
const TICKS_PER_SECOND: u64 = 100;

/// The time of all children so far, to the hundredth of a second.
///
/// # Errors
/// The system has no `/proc`.
pub fn children() -> Result<Duration, String> {
    let text = std::fs::read_to_string("/proc/self/stat").map_err(|error| format!("/proc/self/stat: {error}"))?;
    parse(&text).ok_or_else(|| "/proc/self/stat is not as proc(5) describes it".into())
}

/// Fields 16 and 17; the second field, a name in parentheses, may hold anything.
fn parse(text: &str) -> Option<Duration> {
    let (_, rest) = text.rsplit_once(')')?;
    let mut fields = rest.split_ascii_whitespace().skip(13);
    let (user, system): (u64, u64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some(Duration::from_millis((user + system) * 1000 / TICKS_PER_SECOND))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_counted_behind_the_name() {
        let text = "7 (a) b) S 1 2 3 4 5 6 7 8 9 10 11 12 150 50 20 0 1 0 99";
        assert_eq!(parse(text), Some(Duration::from_secs(2)));
        assert_eq!(parse("7 (a) S 1"), None);
    }
}
