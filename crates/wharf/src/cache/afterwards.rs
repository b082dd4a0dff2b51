//! What a run that ends still optimises for the next ones.
//!
//! A short program is not hot in any one run, and to compile what is hot in all of them together while it runs would make
//! those slower that do so. So when it ends, it is asked whether the functions that it runs in baseline code have cost as much
//! by now as it takes to optimise them and to store what comes of it. Whoever runs a program for the last time has lost no
//! more by this than there was to gain; a program that has been run often is likely to be run as often again.

use std::time::Duration;

use wharf_jit::tier::Ran;

/// About how long a byte of wasm takes in baseline code, in nanoseconds, as functions count what they execute.
const TO_EXECUTE: f64 = 0.1;
/// And in the optimising compiler.
const TO_COMPILE: f64 = 3300.0;
/// What did a smaller part of the work is left alone: all of it together takes long to compile, and gains little.
const NOTABLE: u64 = 256;
/// For how long a program that has ended may go on, as far as can be foreseen.
const MOST: Duration = Duration::from_millis(500);

/// Which functions to optimise, best first, on so many threads; none if that would not pay. Writing what comes of it takes so
/// long.
pub(super) fn worth_optimizing(ran: &[Ran], threads: usize, writing: Duration) -> Vec<u32> {
    let total: u64 = ran.iter().map(|ran| u64::from(ran.executed)).sum();
    let pays = |ran: &&Ran| u64::from(ran.executed) >= total / NOTABLE && spent(ran) >= takes(ran);
    let mut best: Vec<&Ran> = ran.iter().filter(pays).collect();
    best.sort_by(|a, b| (spent(b) / takes(b)).total_cmp(&(spent(a) / takes(a))));
    let (mut in_all, mut longest, mut gained) = (0.0, 0.0_f64, 0.0);
    best.retain(|ran| {
        let fits = (in_all + takes(ran)) / threads as f64 <= MOST.as_secs_f64() && takes(ran) <= MOST.as_secs_f64();
        if fits {
            in_all += takes(ran);
            longest = longest.max(takes(ran));
            gained += spent(ran);
        }
        fits
    });
    let cost = longest.max(in_all / threads as f64) + writing.as_secs_f64();
    if gained < cost { Vec::new() } else { best.iter().map(|ran| ran.defined).collect() }
}

/// How many seconds it has executed.
fn spent(ran: &Ran) -> f64 {
    f64::from(ran.executed) * TO_EXECUTE * 1e-9
}

/// How many seconds it takes to optimise it.
fn takes(ran: &Ran) -> f64 {
    ran.body.max(1) as f64 * TO_COMPILE * 1e-9
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A function with a kilobyte of body, which takes three milliseconds to compile, that has executed for so many.
    fn ran(defined: u32, milliseconds: u32) -> Ran {
        Ran { defined, body: 1000, executed: milliseconds * 10_000_000, now: 0 }
    }

    #[test]
    fn it_has_to_pay() {
        let writing = Duration::from_millis(10);
        // One alone pays for itself, and not for the file.
        assert_eq!(worth_optimizing(&[ran(0, 8)], 1, writing), []);
        assert_eq!(worth_optimizing(&[ran(0, 14)], 1, writing), [0]);
        // The second one does not pay for itself; the third is a small part of the work.
        let tail = Ran { defined: 2, body: 1, executed: 100_000, now: 0 };
        assert_eq!(worth_optimizing(&[ran(0, 20), ran(1, 3), tail], 1, writing), [0]);
        assert_eq!(worth_optimizing(&[], 1, writing), []);
    }

    #[test]
    fn a_program_that_has_ended_goes_on_for_half_a_second_at_most() {
        let large = Ran { defined: 1, body: 200_000, executed: u32::MAX, now: 0 };
        assert_eq!(worth_optimizing(&[large, ran(0, 100)], 2, Duration::ZERO), [0]);
        let many: Vec<Ran> = (0..200).map(|defined| ran(defined, 100 + defined / 10)).collect();
        let best = worth_optimizing(&many, 1, Duration::ZERO);
        assert_eq!((best.len(), best[0]), (151, 190));
        assert_eq!(worth_optimizing(&many, 2, Duration::ZERO).len(), 200);
    }
}
