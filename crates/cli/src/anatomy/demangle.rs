//! Names as linkers write them, turned back into what the programmer wrote: Rust (both manglings) and C++.
//!
//! Owns telling which language mangled a name, and finding mangled names inside other text. Bounded in time and memory
//! for any name, as names come from files.
//!
//! Specification: [Rust v0](https://doc.rust-lang.org/rustc/symbol-mangling/v0.html),
//! [Itanium C++ ABI](https://itanium-cxx-abi.github.io/cxx-abi/abi.html#mangling).

use std::borrow::Cow;
use std::fmt::Write as _;

use cpp_demangle::{BorrowedSymbol, DemangleOptions, ParseOptions};

/// Longer names than this stay as they are, on the way in and on the way out.
const LONGEST: usize = 1 << 16;
/// How deep types may be nested in a name.
const DEPTH: u32 = 96;

/// Which language mangled a name.
#[derive(Copy, Clone, PartialEq, Eq, Debug, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Rust, either mangling.
    Rust,
    /// C++.
    #[serde(rename = "c++")]
    Cpp,
}

/// What a mangled name stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Demangled {
    /// As the programmer would write it. Rust's hash is left out.
    pub text: String,
    /// Who mangled it.
    pub language: Language,
}

/// What a name stands for; `None` if nobody mangled it.
///
/// Linkers may write names of Rust's older mangling half undone, as `alloc..vec..Vec$LT$T$GT$::push::h0123456789abcdef`:
/// these are taken too.
///
/// ```
/// use wharf_cli::anatomy::demangle::demangle;
/// assert_eq!(demangle("_ZN4core3fmt5write17h0123456789abcdefE").unwrap().text, "core::fmt::write");
/// assert_eq!(demangle("_ZN5shape4areaEi").unwrap().text, "shape::area(int)");
/// assert_eq!(demangle("main"), None);
/// ```
pub fn demangle(name: &str) -> Option<Demangled> {
    if name.len() > LONGEST {
        return None;
    }
    if let Some(text) = rust(name) {
        return Some(Demangled { text, language: Language::Rust });
    }
    cpp(name).map(|text| Demangled { text, language: Language::Cpp })
}

/// A name as people read it: demangled if it was mangled.
pub fn readable(name: &str) -> Cow<'_, str> {
    demangle(name).map_or(Cow::Borrowed(name), |demangled| Cow::Owned(demangled.text))
}

/// A text with every mangled name in it demangled.
///
/// ```
/// use wharf_cli::anatomy::demangle::within;
/// assert_eq!(within("call $_ZN5shape4areaEi now"), "call $shape::area(int) now");
/// ```
pub fn within(text: &str) -> Cow<'_, str> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.');
    let mut out = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(found) = ["_Z", "_R", "__Z"].iter().filter_map(|sign| text[at..].find(sign)).min() {
        let start = at + found;
        let length = text[start..].find(|c| !is_part(c)).unwrap_or(text.len() - start);
        // A name that ends a sentence takes no full stop with it.
        let name = text[start..start + length].trim_end_matches('.');
        at = start + name.len().max(1);
        let inside_word = text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if let Some(demangled) = demangle(name).filter(|_| !inside_word) {
            out.push_str(&text[copied..start]);
            out.push_str(&demangled.text);
            copied = at;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

fn rust(name: &str) -> Option<String> {
    let half = if name.starts_with('_') && !name.starts_with("_$") { None } else { rebuilt(name) };
    let name = half.as_deref().unwrap_or(name);
    let symbol = rustc_demangle::try_demangle(name).ok()?;
    let mut full = Limited(String::new());
    write!(full, "{symbol}").ok()?;
    // The older mangling is C++'s; only the hash at its end tells that it is Rust.
    let (path, _) = split_suffix(&full.0);
    let legacy = !name.contains("_R");
    if legacy && !path.rsplit_once("::").is_some_and(|(_, hash)| is_hash(hash)) {
        return None;
    }
    let mut short = Limited(String::new());
    write!(short, "{symbol:#}").ok()?;
    Some(short.0)
}

/// A name and what compilers hang on it behind a full stop, such as `.llvm.1234`.
fn split_suffix(name: &str) -> (&str, &str) {
    let at = name.rfind("::").and_then(|at| name[at..].find('.').map(|dot| at + dot)).unwrap_or(name.len());
    name.split_at(at)
}

fn is_hash(text: &str) -> bool {
    text.len() == 17 && text.starts_with('h') && text[1..].bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The mangled form of a name of Rust's older mangling that somebody has taken apart as if it were C++.
fn rebuilt(name: &str) -> Option<String> {
    let (path, suffix) = split_suffix(name);
    path.rsplit_once("::").filter(|(_, hash)| is_hash(hash))?;
    let mut out = String::from("_ZN");
    for part in path.split("::") {
        let _ = write!(out, "{}{part}", part.len());
    }
    out.push('E');
    out.push_str(suffix);
    Some(out)
}

fn cpp(name: &str) -> Option<String> {
    if !name.starts_with("_Z") && !name.starts_with("__Z") {
        return None;
    }
    let options = ParseOptions::default().recursion_limit(DEPTH);
    let (symbol, tail) = BorrowedSymbol::with_tail_and_options(name.as_bytes(), &options).ok()?;
    if !tail.is_empty() {
        return None;
    }
    let mut out = Limited(String::new());
    symbol.structured_demangle(&mut out, &DemangleOptions::new().recursion_limit(DEPTH)).ok()?;
    Some(out.0)
}

/// A text that refuses to grow without end: a short name can stand for a very long one.
struct Limited(String);

impl std::fmt::Write for Limited {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        if self.0.len() + text.len() > LONGEST {
            return Err(std::fmt::Error);
        }
        self.0.push_str(text);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str) -> Option<String> {
        demangle(name).map(|demangled| demangled.text)
    }

    #[test]
    fn both_manglings_of_rust_and_cpp_are_known() {
        let cases = [
            ("_ZN4core3fmt9Formatter3pad17h0123456789abcdefE", "core::fmt::Formatter::pad", Language::Rust),
            ("_RNvNtCs1234_7mycrate3foo3bar", "mycrate::foo::bar", Language::Rust),
            ("_ZN5shape4areaEi", "shape::area(int)", Language::Cpp),
            ("_ZN5shape5tableE", "shape::table", Language::Cpp),
            (
                "_ZNSt3__26vectorIiNS_9allocatorIiEEE9push_backERKi",
                "std::__2::vector<int, std::__2::allocator<int> >::push_back(int const&)",
                Language::Cpp,
            ),
            ("_ZTV4Base", "{vtable(Base)}", Language::Cpp),
            ("_ZN5shape4areaEi.1", "shape::area(int) [clone .1]", Language::Cpp),
        ];
        for (mangled, want, language) in cases {
            assert_eq!(demangle(mangled), Some(Demangled { text: want.into(), language }), "{mangled}");
        }
    }

    #[test]
    fn half_mangled_rust_is_taken() {
        let half = "_$LT$$RF$T$u20$as$u20$core..fmt..Debug$GT$::fmt::h0123456789abcdef";
        assert_eq!(text(half).as_deref(), Some("<&T as core::fmt::Debug>::fmt"));
        assert_eq!(text("std::rt::lang_start::h0123456789abcdef").as_deref(), Some("std::rt::lang_start"));
        let suffixed = "core::fmt::write::h0123456789abcdef.llvm.42";
        assert!(text(suffixed).is_some_and(|text| text.starts_with("core::fmt::write")));
    }

    #[test]
    fn what_nobody_mangled_stays() {
        for name in ["", "main", "_Z", "_R", "_start", "__Zero", "a::b", "_ZN", "_ZN999999999999999999999x", "日本"] {
            assert_eq!(text(name), None, "{name}");
        }
    }

    #[test]
    fn names_inside_a_text_are_found() {
        assert_eq!(within("nothing here"), "nothing here");
        assert_eq!(within("(_ZN5shape4areaEi, _ZN5shape4areaEi)."), "(shape::area(int), shape::area(int)).");
        assert_eq!(within("x_ZN5shape4areaEi"), "x_ZN5shape4areaEi");
        assert_eq!(within("_Z _Z_Z é_Z"), "_Z _Z_Z é_Z");
    }

    #[test]
    fn any_name_ends_in_bounded_time() {
        // Each substitution doubles what the name stands for.
        let doubling = "_Z1fI".to_owned() + &"St4pairIS0_S1_E".repeat(2000) + "Evv";
        let _ = demangle(&doubling);
        let nested = "_Z1f".to_owned() + &"P".repeat(60_000) + "i";
        let _ = demangle(&nested);
        let base: Vec<u8> = b"_ZNSt3__26vectorIiNS_9allocatorIiEEE9push_backERKi".to_vec();
        for at in 0..base.len() {
            for byte in [b'_', b'E', b'S', b'I', b'9', b'N', b'T', b'L'] {
                let mut changed = base.clone();
                changed[at] = byte;
                let _ = demangle(&String::from_utf8(changed).unwrap());
            }
        }
    }
}
