//! A visitor in front of another one that lets only the parts of some bytes through.

use wharf_core::Result;
use wharf_core::module::Span;
use wharf_syntax::binary::annotate::{Part, Visit};

pub struct Window<'v> {
    shown: Span,
    /// How many open groups are hidden; they stand inside each other.
    hidden: u32,
    visitor: &'v mut dyn Visit,
}

impl<'v> Window<'v> {
    pub fn new(shown: Span, visitor: &'v mut dyn Visit) -> Window<'v> {
        Window { shown, hidden: 0, visitor }
    }

    fn shows(&self, part: &Part<'_>) -> bool {
        self.hidden == 0 && part.span.start < self.shown.end && self.shown.start < part.span.end
    }
}

impl Visit for Window<'_> {
    fn open(&mut self, part: &Part<'_>) -> Result<()> {
        if self.shows(part) {
            return self.visitor.open(part);
        }
        self.hidden += 1;
        Ok(())
    }

    fn leaf(&mut self, part: &Part<'_>) -> Result<()> {
        if self.shows(part) { self.visitor.leaf(part) } else { Ok(()) }
    }

    fn close(&mut self) -> Result<()> {
        if self.hidden == 0 {
            return self.visitor.close();
        }
        self.hidden -= 1;
        Ok(())
    }
}
