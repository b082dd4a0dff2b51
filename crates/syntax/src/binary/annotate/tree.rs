//! The parts of a module as a tree in memory: for small modules and for tests.

use wharf_core::Result;
use wharf_core::module::Span;
use wharf_core::names::Names;

use super::{Kind, Part, Visit, annotate};

/// A part with its parts.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// The bytes.
    pub span: Span,
    /// How they encode it.
    pub kind: Kind,
    /// Which part it is.
    pub label: String,
    /// What it says.
    pub detail: String,
    /// Where the specification speaks of it; see [`Part::spec`].
    pub spec: &'static str,
    /// Its parts, which cover it without gaps; empty for all but [`Kind::Group`].
    pub children: Vec<Node>,
}

impl Node {
    fn new(part: &Part<'_>) -> Node {
        let Part { span, kind, label, detail, spec } = *part;
        Node { span, kind, label: label.to_owned(), detail: detail.to_owned(), spec, children: Vec::new() }
    }
}

/// Explains every byte of a module. Takes many times the memory of the bytes: for large ones use [`annotate`].
pub fn tree(bytes: &[u8], names: &Names) -> Node {
    let mut builder = Builder { open: Vec::new(), root: None };
    // The builder refuses nothing.
    let _ = annotate(bytes, names, &mut builder);
    builder.root.unwrap_or_else(|| {
        Node::new(&Part { span: Span::default(), kind: Kind::Group, label: "module", detail: "", spec: "" })
    })
}

struct Builder {
    open: Vec<Node>,
    root: Option<Node>,
}

impl Builder {
    fn add(&mut self, node: Node) {
        match self.open.last_mut() {
            Some(parent) => parent.children.push(node),
            None => self.root = Some(node),
        }
    }
}

impl Visit for Builder {
    fn open(&mut self, part: &Part<'_>) -> Result<()> {
        self.open.push(Node::new(part));
        Ok(())
    }

    fn leaf(&mut self, part: &Part<'_>) -> Result<()> {
        self.add(Node::new(part));
        Ok(())
    }

    fn close(&mut self) -> Result<()> {
        if let Some(node) = self.open.pop() {
            self.add(node);
        }
        Ok(())
    }
}
