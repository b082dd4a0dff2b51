//! The tier of a store that runs no modules' code: for hosts that only link, and for tests.

use wharf_core::{Error, Result};

use crate::func::Func;
use crate::store::Store;
use crate::tier::Tier;

/// Refuses to run anything but host functions.
#[derive(Copy, Clone, Debug, Default)]
pub struct NoTier;

impl Tier for NoTier {
    fn invoke(&self, _: &mut Store, _: Func, _: &mut [u64]) -> Result<()> {
        Err(Error::host("this store has no tier that runs code").note("make it with the interpreter's tier"))
    }
}
