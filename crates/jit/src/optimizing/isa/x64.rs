//! The features of x86-64 processors, by the names of `cranelift`'s settings.

use wharf_core::{Error, Result};

/// The architecture's name.
pub(super) const NAME: &str = "x86_64";

/// What every processor of level 2 has.
pub(super) const V2: [&str; 6] = ["has_sse3", "has_ssse3", "has_sse41", "has_sse42", "has_popcnt", "has_cmpxchg16b"];
/// What those of level 3 have beside that.
pub(super) const V3: [&str; 6] = ["has_avx", "has_avx2", "has_bmi1", "has_bmi2", "has_fma", "has_lzcnt"];

macro_rules! detected {
    ($($name:literal $feature:tt)*) => {
        [$(($name, std::is_x86_feature_detected!($feature))),*]
    };
}

/// What this processor has, apart from AVX-512 VBMI: one instruction shuffles two vectors by it, which on processors of Intel
/// takes longer than shuffling each and joining them (the kernel `simd` took 1735 ms by it, and 1520 without).
pub(super) fn native() -> Result<Vec<&'static str>> {
    let all = detected! {
        "has_sse3" "sse3"
        "has_ssse3" "ssse3"
        "has_sse41" "sse4.1"
        "has_sse42" "sse4.2"
        "has_popcnt" "popcnt"
        "has_cmpxchg16b" "cmpxchg16b"
        "has_avx" "avx"
        "has_avx2" "avx2"
        "has_bmi1" "bmi1"
        "has_bmi2" "bmi2"
        "has_fma" "fma"
        "has_lzcnt" "lzcnt"
        "has_avx512bitalg" "avx512bitalg"
        "has_avx512dq" "avx512dq"
        "has_avx512f" "avx512f"
        "has_avx512vl" "avx512vl"
    };
    match all.iter().find(|(name, there)| V2.contains(name) && !there) {
        Some((name, _)) => Err(Error::host(format!("this processor is older than x86-64-v2: it lacks {}", &name[4..]))
            .note("run with `--tier interp`")),
        None => Ok(all.into_iter().filter(|(_, there)| *there).map(|(name, _)| name).collect()),
    }
}
