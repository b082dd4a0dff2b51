//! Which crate, namespace or package a function belongs to, told from its readable name.
//!
//! Knows Rust and C++ paths (`a::b::c`, with what is between brackets taken as one), Go's packages
//! (`example.com/x/y.Func`) and paths with slashes or full stops. Judges the text alone, since linkers often write names
//! demangled.

/// What stands in front of a C++ name that is not the name of a function.
const PHRASES: &[&str] = &[
    "vtable for ",
    "typeinfo for ",
    "typeinfo name for ",
    "guard variable for ",
    "VTT for ",
    "construction vtable for ",
    "non-virtual thunk to ",
    "virtual thunk to ",
    "covariant return thunk to ",
    "{vtable(",
    "{virtual override thunk(",
];

/// The components of a readable name in front of its last one, from the outside in; at most `depth` of them. Empty for a
/// name without any.
///
/// ```
/// use wharf_cli::anatomy::namespace::of;
/// assert_eq!(of("core::fmt::Formatter::pad", 1), ["core"]);
/// assert_eq!(of("<alloc::vec::Vec<T> as core::ops::Drop>::drop", 2), ["alloc", "vec"]);
/// assert_eq!(of("void std::__2::sort<int*>(int*, int*)", 1), ["std"]);
/// assert_eq!(of("github.com/evanw/esbuild/internal/css_lexer.(*lexer).next", 9), ["github.com/evanw/esbuild/internal/css_lexer"]);
/// assert!(of("memcpy", 1).is_empty());
/// ```
pub fn of(name: &str, depth: usize) -> Vec<&str> {
    let name = PHRASES.iter().find_map(|phrase| name.strip_prefix(phrase)).unwrap_or(name);
    let mut parts = components(name);
    if parts.len() > 1 {
        parts.pop();
        // Inline namespaces of a standard library say only which version it is.
        parts.retain(|part| !matches!(*part, "__1" | "__2" | "__ndk1" | "__cxx11"));
        parts.truncate(depth);
        return parts;
    }
    package(name).into_iter().collect()
}

/// The components of a path with `::`, without a result type before it and parameters behind it.
fn components(name: &str) -> Vec<&str> {
    if let Some(inside) = qualified(name) {
        return inside;
    }
    let bytes = name.as_bytes();
    let (mut parts, mut start, mut depth, mut at) = (Vec::new(), 0, 0usize, 0);
    while at < bytes.len() {
        let rest = &name[at..];
        let skipped =
            ["(anonymous namespace)", "'lambda", "{lambda", "{{", "{closure"].iter().find(|p| rest.starts_with(**p));
        match bytes[at] {
            _ if depth == 0 && skipped.is_some() => {
                at += skipped.map_or(1, |skipped| skipped.len());
                continue;
            }
            b':' if depth == 0 && rest.starts_with("::") => {
                parts.push(bare(&name[start..at]));
                start = at + 2;
                at += 2;
                if name[start..].starts_with("operator") {
                    break;
                }
                continue;
            }
            // What stood here was the type of the result.
            b' ' if depth == 0 && !rest[1..].starts_with(['(', '[', '&', '*']) && !rest.starts_with(" const") => {
                (parts, start) = (Vec::new(), at + 1);
            }
            b'(' if depth == 0 => break,
            b'<' | b'(' | b'[' | b'{' => depth += 1,
            b'>' | b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        // All that is compared is ASCII, so the slices end between characters.
        at += name[at..].chars().next().map_or(1, char::len_utf8);
    }
    parts.push(bare(&name[start..]));
    parts
}

/// Rust's `<Type as Trait>::name` and `<impl Trait for Type>::name`: the components of the type, or of the trait for a type
/// that has none, and one for what follows.
fn qualified(name: &str) -> Option<Vec<&str>> {
    let inside = name.strip_prefix('<')?;
    let inside = inside.strip_prefix("impl ").unwrap_or(inside);
    let (ty, behind) = split_type(inside);
    let other = behind.strip_prefix(" as ").or_else(|| behind.strip_prefix(" for "));
    for candidate in [Some(ty), other.map(|other| split_type(other).0)].into_iter().flatten() {
        let candidate = candidate.trim_start_matches(|c| "<&*[(".contains(c));
        let candidate =
            ["mut ", "const ", "dyn "].iter().fold(candidate, |text, word| text.strip_prefix(word).unwrap_or(text));
        let mut parts = components(candidate);
        if parts.len() > 1 && !parts.iter().any(|part| part.contains('>')) {
            // The type itself is a component of the path of its function.
            parts.push("");
            return Some(parts);
        }
    }
    None
}

/// A type up to ` as `, ` for ` or the bracket that closes what it stands in.
fn split_type(text: &str) -> (&str, &str) {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' if depth == 0 => return text.split_at(at),
            '>' | ')' | ']' => depth -= 1,
            ' ' if depth == 0 && (text[at..].starts_with(" as ") || text[at..].starts_with(" for ")) => {
                return text.split_at(at);
            }
            _ => {}
        }
    }
    (text, "")
}

/// A component without its generic arguments.
fn bare(part: &str) -> &str {
    match part.find('<') {
        Some(0) | None => part,
        Some(at) => &part[..at],
    }
}

/// The package of a name with slashes or full stops.
fn package(name: &str) -> Option<&str> {
    if let Some(slash) = name.rfind('/').filter(|slash| !name[..*slash].contains(['(', ' '])) {
        // Go: the package ends at the first full stop behind the last slash. Others: the file is the package.
        let end = name[slash..].find('.').map_or(slash, |dot| slash + dot);
        return Some(&name[..end]).filter(|package| !package.is_empty());
    }
    let (package, rest) = name.split_once('.')?;
    let identifier = |text: &str| text.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '(');
    (identifier(package)
        && identifier(rest)
        && rest != "llvm"
        && !rest.starts_with("llvm.")
        && !rest.starts_with("cold"))
    .then_some(package)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_every_language() {
        let cases = [
            ("core::fmt::write", "core"),
            ("<&T as core::fmt::Debug>::fmt", "core"),
            ("<[T] as alloc::slice::Join<V>>::join", "alloc"),
            ("<dyn my_crate::Trait>::run", "my_crate"),
            ("core::iter::adapters::<impl core::iter::Iterator for I>::next", "core"),
            ("llvm::SmallVectorImpl<int>::push_back(int const&)", "llvm"),
            ("void std::__2::__sort<std::less<int>&, int*>(int*, int*)", "std"),
            ("clang::(anonymous namespace)::Checker::visit(clang::Decl const*)", "clang"),
            ("(anonymous namespace)::helper()", "(anonymous namespace)"),
            ("vtable for llvm::Pass", "llvm"),
            ("operator new(unsigned long)", ""),
            ("Matrix::operator()(int, int) const", "Matrix"),
            ("std::basic_string<char, std::char_traits<char> >::append(char const*)", "std"),
            ("runtime.gcStart", "runtime"),
            ("main.(*server).serve", "main"),
            ("~lib/rt/itcms/__new", "~lib/rt/itcms"),
            ("memcpy", ""),
            (".L.str", ""),
            ("helper.llvm.1234", ""),
            ("helper.12", ""),
            ("", ""),
            ("::", ""),
            ("a::", "a"),
        ];
        for (name, want) in cases {
            assert_eq!(of(name, 1).first().copied().unwrap_or(""), want, "{name}");
        }
    }

    #[test]
    fn deeper_paths() {
        assert_eq!(of("std::collections::hash::map::insert", 3), ["std", "collections", "hash"]);
        assert_eq!(of("std::__2::vector<int>::push_back(int)", 2), ["std", "vector"]);
        assert_eq!(of("<alloc::vec::Vec<u8> as core::io::Write>::write", 5), ["alloc", "vec", "Vec"]);
    }

    #[test]
    fn any_text_has_an_answer() {
        for text in [
            "<",
            "<<<",
            ">>>",
            "a::<b",
            "é::ü",
            "<é as ü>::x",
            "::::",
            "a b c(",
            "(((",
            "{{::}}",
            "(anonymous namespace)",
        ] {
            let _ = of(text, 3);
        }
    }
}
