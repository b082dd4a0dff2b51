//! Proposals and sets of them. Owns their names and dependencies; what each one allows is decided where it is read.

use std::fmt;

macro_rules! proposals {
    ($($(#[doc = $doc:literal])* $id:ident $name:literal [$($needs:ident)*];)*) => {
        /// A WebAssembly proposal, finished or not.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Proposal {
            $($(#[doc = $doc])* $id,)*
        }

        impl Proposal {
            /// Every proposal.
            pub const ALL: &'static [Proposal] = &[$(Proposal::$id),*];

            /// The name used on the command line and in messages, in kebab case.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Proposal::$id => $name,)*
                }
            }

            /// The proposals it builds on directly.
            pub const fn needs(self) -> &'static [Proposal] {
                match self {
                    $(Proposal::$id => &[$(Proposal::$needs),*],)*
                }
            }
        }
    };
}

proposals! {
    /// WebAssembly 1.0.
    Mvp "mvp" [];
    /// `i32.extend8_s` and its like.
    SignExtension "sign-extension" [];
    /// `i32.trunc_sat_f32_s` and its like.
    SaturatingFloatToInt "saturating-float-to-int" [];
    /// Several results; blocks with parameters.
    MultiValue "multi-value" [];
    /// `memory.copy`, passive segments and their like.
    BulkMemory "bulk-memory" [];
    /// `externref`, several tables, `table.get` and its like.
    ReferenceTypes "reference-types" [];
    /// 128-bit vectors.
    Simd "simd" [];
    /// Vector instructions whose results an engine chooses within limits.
    RelaxedSimd "relaxed-simd" [Simd];
    /// `return_call` and its like.
    TailCall "tail-call" [];
    /// Integer addition, subtraction and multiplication in constant expressions.
    ExtendedConst "extended-const" [];
    /// More than one memory in a module.
    MultiMemory "multi-memory" [];
    /// Memories and tables indexed by `i64`.
    Memory64 "memory64" [];
    /// `(ref $t)`, `call_ref`, non-null references.
    FunctionReferences "function-references" [ReferenceTypes];
    /// Structures, arrays, `i31`, casts, recursive types.
    Gc "gc" [FunctionReferences];
    /// `try_table`, `throw`, `exnref`.
    Exceptions "exceptions" [ReferenceTypes];
    /// Shared memories and atomic accesses.
    Threads "threads" [];
    /// `i64.add128` and its like.
    WideArithmetic "wide-arithmetic" [];
    /// Memories whose page is one byte.
    CustomPageSizes "custom-page-sizes" [];
    /// `try`/`catch` as first shipped by browsers.
    LegacyExceptions "legacy-exceptions" [];
    /// Custom sections in the text format: `(@custom …)` and its like.
    Annotations "annotations" [];
    /// The `metadata.code.branch_hint` section.
    BranchHinting "branch-hinting" [];
}

impl Proposal {
    /// The document [`crate::ops::Op::anchor`] points into.
    pub const fn document(self) -> &'static str {
        match self {
            Proposal::Threads => "https://github.com/WebAssembly/threads/blob/main/proposals/threads/Overview.md",
            Proposal::WideArithmetic => {
                "https://github.com/WebAssembly/wide-arithmetic/blob/main/proposals/wide-arithmetic/Overview.md"
            }
            Proposal::LegacyExceptions => {
                "https://webassembly.github.io/exception-handling/legacy/exceptions/core/valid.html"
            }
            _ => "https://webassembly.github.io/spec/core/valid/instructions.html",
        }
    }

    /// The proposal of that name.
    pub fn from_name(name: &str) -> Option<Proposal> {
        Proposal::ALL.iter().copied().find(|p| p.name() == name)
    }

    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

impl fmt::Display for Proposal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A set of proposals, closed under [`Proposal::needs`]; [`Proposal::Mvp`] is always in it.
///
/// The default is everything but [`Proposal::LegacyExceptions`].
///
/// ```
/// use wharf_core::features::{Features, Proposal};
/// let features: Features = "-simd,legacy-exceptions".parse()?;
/// assert!(!features.has(Proposal::RelaxedSimd), "it needs simd");
/// assert!(features.has(Proposal::LegacyExceptions));
/// # Ok::<(), wharf_core::features::UnknownFeature>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Features(u32);

impl Features {
    /// Only WebAssembly 1.0.
    pub const fn mvp() -> Features {
        Features(Proposal::Mvp.bit())
    }

    /// Every proposal wharf knows.
    pub const fn all() -> Features {
        Features((1 << Proposal::ALL.len()) - 1)
    }

    /// Whether the proposal is in the set.
    #[inline]
    pub const fn has(self, proposal: Proposal) -> bool {
        self.0 & proposal.bit() != 0
    }

    /// The set with the proposal and what it needs.
    #[must_use]
    pub fn with(self, proposal: Proposal) -> Features {
        proposal.needs().iter().fold(Features(self.0 | proposal.bit()), |set, needed| set.with(*needed))
    }

    /// The set without the proposal and without what needs it. [`Proposal::Mvp`] stays.
    #[must_use]
    pub fn without(self, proposal: Proposal) -> Features {
        if proposal == Proposal::Mvp || !self.has(proposal) {
            return self;
        }
        let dependents = Proposal::ALL.iter().filter(|p| p.needs().contains(&proposal));
        dependents.fold(Features(self.0 & !proposal.bit()), |set, dependent| set.without(*dependent))
    }

    /// The proposals in the set.
    pub fn iter(self) -> impl Iterator<Item = Proposal> {
        Proposal::ALL.iter().copied().filter(move |p| self.has(*p))
    }

    /// Starts from the default and applies a list of changes from left to right: `name` adds, `-name` removes, `all`
    /// adds everything, `mvp` (or `-all`) leaves only WebAssembly 1.0. Items are separated by commas.
    ///
    /// # Errors
    /// An item that names no proposal, with the nearest one that exists.
    pub fn parse(list: &str) -> Result<Features, UnknownFeature> {
        let mut set = Features::default();
        for item in list.split(',').map(str::trim).filter(|item| !item.is_empty()) {
            let (name, add) = match item.strip_prefix('-') {
                Some(name) => (name, false),
                None => (item, true),
            };
            set = match (name, add) {
                ("all", true) => Features::all(),
                ("mvp", true) | ("all", false) => Features::mvp(),
                _ => {
                    let proposal = Proposal::from_name(name).ok_or_else(|| UnknownFeature::new(name))?;
                    if add { set.with(proposal) } else { set.without(proposal) }
                }
            };
        }
        Ok(set)
    }
}

impl Default for Features {
    fn default() -> Features {
        Features(Features::all().0 & !Proposal::LegacyExceptions.bit())
    }
}

impl std::str::FromStr for Features {
    type Err = UnknownFeature;

    fn from_str(list: &str) -> Result<Features, UnknownFeature> {
        Features::parse(list)
    }
}

impl FromIterator<Proposal> for Features {
    fn from_iter<I: IntoIterator<Item = Proposal>>(proposals: I) -> Features {
        proposals.into_iter().fold(Features::mvp(), Features::with)
    }
}

impl fmt::Debug for Features {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(Proposal::name)).finish()
    }
}

/// A feature list named something that is no proposal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownFeature {
    /// The name as given.
    pub name: String,
    /// The proposal whose name is closest, when one is close.
    pub nearest: Option<Proposal>,
}

impl UnknownFeature {
    fn new(name: &str) -> UnknownFeature {
        // Two edits, or a third of a long name: what a slip of the finger or an older spelling differs by.
        let allowed = 2.max(name.len() / 3);
        let distances = Proposal::ALL.iter().map(|p| (edit_distance(name, p.name()), *p));
        let nearest = distances.filter(|(d, _)| *d <= allowed).min_by_key(|(d, _)| *d).map(|(_, p)| p);
        UnknownFeature { name: name.to_owned(), nearest }
    }
}

impl fmt::Display for UnknownFeature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown feature `{}`", self.name)?;
        if let Some(nearest) = self.nearest {
            return write!(f, "; did you mean `{nearest}`?");
        }
        f.write_str("; known are all")?;
        Proposal::ALL.iter().try_for_each(|p| write!(f, ", {p}"))
    }
}

impl std::error::Error for UnknownFeature {}

/// Insertions, deletions and replacements of bytes that turn one word into the other.
fn edit_distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.bytes().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_is_all_but_legacy_exceptions() {
        let off: Vec<_> = Proposal::ALL.iter().copied().filter(|p| !Features::default().has(*p)).collect();
        assert_eq!(off, [Proposal::LegacyExceptions]);
    }

    #[test]
    fn lists_apply_from_left_to_right() {
        let set = Features::parse("mvp, gc").unwrap();
        let names: Vec<_> = set.iter().map(Proposal::name).collect();
        assert_eq!(names, ["mvp", "reference-types", "function-references", "gc"]);
        assert!(!Features::parse("-reference-types").unwrap().has(Proposal::Exceptions));
        assert_eq!(Features::parse("all").unwrap(), Features::all());
        assert_eq!(Features::parse("-all").unwrap(), Features::mvp());
        assert_eq!(Features::parse("").unwrap(), Features::default());
        assert_eq!(Features::parse("-mvp").unwrap(), Features::default());
    }

    #[test]
    fn unknown_names_suggest_the_nearest() {
        let error = Features::parse("simd,thread").unwrap_err();
        assert_eq!(error.to_string(), "unknown feature `thread`; did you mean `threads`?");
        assert_eq!(Features::parse("legacy-exception").unwrap_err().nearest, Some(Proposal::LegacyExceptions));
        assert_eq!(Features::parse("wasm-quantum").unwrap_err().nearest, None);
    }
}
