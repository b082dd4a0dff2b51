//! Taking a guest's path apart just far enough: its parent, its last component, and whether slashes followed.
//!
//! Nothing is resolved here. Slashes after the last component are remembered rather than passed on, because to the
//! kernel they mean "follow a link here", also in calls that otherwise would not.

use crate::core::error::{Error, Result};
use crate::core::limits::PATH_BYTES;

/// A path's last component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Last<'a> {
    /// An entry of the parent: never empty, never with a slash, neither `.` nor `..`.
    Name(&'a [u8]),
    /// `.`: the parent itself.
    Dot,
    /// `..`: the parent's parent.
    DotDot,
}

/// A path taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    /// All before the last component; `None` when that is the directory the path starts from.
    pub parent: Option<&'a [u8]>,
    /// The last component.
    pub last: Last<'a>,
    /// Whether slashes followed it, so that it must be a directory.
    pub trailing_slash: bool,
}

/// Refuses what no path may be: empty, too long, absolute, or with a NUL in it.
pub(super) fn check(path: &[u8]) -> Result<()> {
    match path {
        [] => Err(Error::NoEnt),
        _ if path.len() >= PATH_BYTES => Err(Error::NameTooLong),
        [b'/', ..] => Err(Error::Perm),
        _ if path.contains(&0) => Err(Error::Inval),
        _ => Ok(()),
    }
}

/// Takes `path` apart.
///
/// # Errors
/// The same as [`check`].
pub(super) fn split(path: &[u8]) -> Result<Parts<'_>> {
    check(path)?;
    let trimmed = trim_slashes(path);
    let start = trimmed.iter().rposition(|&byte| byte == b'/').map_or(0, |slash| slash + 1);
    let last = match &trimmed[start..] {
        b"." => Last::Dot,
        b".." => Last::DotDot,
        name => Last::Name(name),
    };
    let parent = trim_slashes(&trimmed[..start]);
    Ok(Parts { parent: (!parent.is_empty()).then_some(parent), last, trailing_slash: trimmed.len() < path.len() })
}

/// `path` without the slashes at its end.
fn trim_slashes(path: &[u8]) -> &[u8] {
    let end = path.iter().rposition(|&byte| byte != b'/').map_or(0, |last| last + 1);
    &path[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(path: &str) -> (Option<&str>, Last<'_>, bool) {
        let parts = split(path.as_bytes()).unwrap();
        (parts.parent.map(|parent| std::str::from_utf8(parent).unwrap()), parts.last, parts.trailing_slash)
    }

    #[test]
    fn splits() {
        assert_eq!(parts("a"), (None, Last::Name(b"a"), false));
        assert_eq!(parts("a/"), (None, Last::Name(b"a"), true));
        assert_eq!(parts("a//b///"), (Some("a"), Last::Name(b"b"), true));
        assert_eq!(parts("a/b/c"), (Some("a/b"), Last::Name(b"c"), false));
        assert_eq!(parts("."), (None, Last::Dot, false));
        assert_eq!(parts("a/.."), (Some("a"), Last::DotDot, false));
        assert_eq!(parts("../x"), (Some(".."), Last::Name(b"x"), false));
        assert_eq!(parts("..."), (None, Last::Name(b"..."), false));
    }

    #[test]
    fn refuses() {
        assert_eq!(split(b""), Err(Error::NoEnt));
        assert_eq!(split(b"/"), Err(Error::Perm));
        assert_eq!(split(b"//etc"), Err(Error::Perm));
        assert_eq!(split(b"a\0b"), Err(Error::Inval));
        assert_eq!(split(&[b'a'; PATH_BYTES]), Err(Error::NameTooLong));
    }
}
