//! The bytes of a module: shared, and never changed in place. Usually they are a file that was read; they can also be
//! something that lends them, such as a file that is mapped.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// Bytes that several owners share.
///
/// ```
/// use wharf_core::Bytes;
///
/// let bytes = Bytes::from(vec![1, 2, 3]);
/// assert_eq!(bytes.clone()[1..], [2, 3]);
/// ```
#[derive(Clone)]
pub struct Bytes(Inner);

#[derive(Clone)]
enum Inner {
    Owned(Arc<Vec<u8>>),
    Lent(Arc<dyn AsRef<[u8]> + Send + Sync>),
}

impl Bytes {
    /// The bytes that `lender` gives out, which must be the same each time.
    pub fn lent(lender: impl AsRef<[u8]> + Send + Sync + 'static) -> Bytes {
        Bytes(Inner::Lent(Arc::new(lender)))
    }

    /// A vector of them; copies them unless it is theirs and nobody else holds them.
    pub fn into_vec(mut self) -> Vec<u8> {
        std::mem::take(self.to_mut())
    }

    /// Their own vector, to be changed; copies them unless nobody else holds them.
    pub fn to_mut(&mut self) -> &mut Vec<u8> {
        if let Inner::Lent(lender) = &self.0 {
            self.0 = Inner::Owned(Arc::new((**lender).as_ref().to_vec()));
        }
        match &mut self.0 {
            Inner::Owned(bytes) => Arc::make_mut(bytes),
            Inner::Lent(_) => unreachable!("they were copied above"),
        }
    }
}

impl Deref for Bytes {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        match &self.0 {
            Inner::Owned(bytes) => bytes,
            Inner::Lent(lender) => (**lender).as_ref(),
        }
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Bytes {
        Bytes(Inner::Owned(Arc::new(bytes)))
    }
}

impl From<Arc<Vec<u8>>> for Bytes {
    fn from(bytes: Arc<Vec<u8>>) -> Bytes {
        Bytes(Inner::Owned(bytes))
    }
}

impl Default for Bytes {
    fn default() -> Bytes {
        Bytes::from(Vec::new())
    }
}

impl PartialEq for Bytes {
    fn eq(&self, other: &Bytes) -> bool {
        // Most that are equal are the same.
        std::ptr::eq::<[u8]>(&**self, &**other) || **self == **other
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changing_leaves_other_owners_alone() {
        for first in [Bytes::from(vec![1, 2]), Bytes::lent([1, 2])] {
            let mut second = first.clone();
            second.to_mut().push(3);
            assert_eq!((&*first, &*second), (&[1, 2][..], &[1, 2, 3][..]));
            let place = second.as_ptr();
            second.to_mut()[0] = 9;
            assert_eq!(second.as_ptr(), place, "nobody else held them");
            let taken = second.into_vec();
            assert_eq!(taken.as_ptr(), place, "nor now");
            assert_eq!(first.clone().into_vec(), [1, 2]);
        }
    }
}
