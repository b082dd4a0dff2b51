//! Who wants to know of code as it becomes executable: profilers.

use super::stored::Published;

/// Is told of all code of a module's functions.
pub trait Listener: Send + Sync {
    /// Code is about to run for the first time. Called on whichever thread made it, which waits.
    fn published(&self, code: &Published);
}
