//! Annotation explains every byte exactly once, of whole and of damaged modules.

use wharf_core::Result;
use wharf_core::features::Features;
use wharf_core::names::Names;
use wharf_syntax::binary::annotate::{Kind, Node, Part, Visit, tree};
use wharf_syntax::binary::custom::set_custom;
use wharf_syntax::binary::{decode_module, encode_module};

use crate::damage::{Numbers, damage};
use crate::suite::cases;

/// Adds up what is told, and finds how deep groups stand in each other.
#[derive(Default)]
pub struct Total {
    pub bytes: usize,
    pub depth: usize,
    open: usize,
}

impl Visit for Total {
    fn open(&mut self, _: &Part<'_>) -> Result<()> {
        self.open += 1;
        self.depth = self.depth.max(self.open);
        Ok(())
    }

    fn leaf(&mut self, part: &Part<'_>) -> Result<()> {
        assert_eq!(part.span.start as usize, self.bytes);
        self.bytes = part.span.end as usize;
        Ok(())
    }

    fn close(&mut self) -> Result<()> {
        self.open -= 1;
        Ok(())
    }
}

/// That the children of every group cover it in order, and that only groups have children.
fn check(node: &Node, name: &str) {
    assert!(node.span.start <= node.span.end, "{name}: {node:?}");
    if node.kind != Kind::Group {
        assert!(node.children.is_empty(), "{name}: {node:?}");
        assert!(!node.span.is_empty(), "{name}: {node:?}");
        return;
    }
    let mut at = node.span.start;
    for child in &node.children {
        assert_eq!(child.span.start, at, "{name}: a gap or an overlap in `{}` before {child:#?}", node.label);
        check(child, name);
        at = child.span.end;
    }
    assert_eq!(at, node.span.end, "{name}: the end of `{}` is missing", node.label);
}

fn unread(node: &Node) -> Option<&Node> {
    if node.kind == Kind::Unread { Some(node) } else { node.children.iter().find_map(unread) }
}

#[test]
fn every_byte_of_the_suite_is_explained_once() {
    for case in cases() {
        let root = tree(&case.bytes, &Names::default());
        assert_eq!((root.span.start, root.span.end as usize), (0, case.bytes.len()), "{}", case.name);
        check(&root, &case.name);
        if decode_module(case.bytes.clone(), &Features::all()).is_ok() && crate::decode(&case.bytes).is_ok() {
            assert_eq!(unread(&root).map(|node| &node.detail), None, "{}", case.name);
        }
    }
}

#[test]
fn every_byte_of_a_damaged_module_is_explained_once() {
    let mut numbers = Numbers(7);
    for case in cases().iter().filter(|case| case.bytes.len() < 2_000).step_by(3) {
        for _ in 0..5 {
            let mut bytes = case.bytes.clone();
            (0..=numbers.below(2)).for_each(|_| damage(&mut bytes, &mut numbers));
            check(&tree(&bytes, &Names::default()), &case.name);
        }
    }
}

#[test]
fn parts_say_what_they_are() {
    let bytes =
        wast::parser::ParseBuffer::new("(module $m (import \"a\" \"b\" (func $f)) (func (export \"x\") call $f))")
            .and_then(|buffer| wast::parser::parse::<wast::Wat<'_>>(&buffer)?.encode())
            .unwrap();
    let module = decode_module(bytes.clone(), &Features::all()).unwrap();
    let root = tree(&bytes, &wharf_syntax::binary::decode_names(&module));
    let mut lines = String::new();
    print(&root, 0, &mut lines);
    for expected in [
        "import section",
        "  import 0 \"a\" \"b\" (func 0 (type 0))",
        "    module name \"a\"",
        "  export 0 \"x\" (func 1)",
        "  type of function 1 (type 0)",
        "  function 1",
        "    instruction call 0",
        "      function 0 $f",
        "    instruction end",
        "  names of functions",
    ] {
        assert!(lines.lines().any(|line| line == expected), "`{expected}` is not in\n{lines}");
    }
}

fn print(node: &Node, depth: usize, out: &mut String) {
    for child in &node.children {
        let line = format!("{}{} {}", "  ".repeat(depth), child.label, child.detail);
        out.push_str(line.trim_end());
        out.push('\n');
        print(child, depth + 1, out);
    }
}

#[test]
fn sections_of_object_files_are_explained() {
    let mut module = wharf_core::Module::default();
    let linking = [&[2][..], &[8, 11, 2, 0, 0x10, 3, 1, 0, 1, b'd', 0, 8, 4], &[5, 5, 1, 1, b's', 2, 1]].concat();
    set_custom(&mut module, "linking", &linking);
    set_custom(&mut module, "reloc.CODE", &[3, 2, 0, 6, 1, 4, 0x80, 1, 2, 0x7c]);
    set_custom(&mut module, "dylink.0", &[1, 4, 16, 2, 1, 0, 2, 3, 1, 1, b'c', 9, 0]);
    let root = tree(&encode_module(&module), &Names::default());
    check(&root, "objects");
    assert_eq!(unread(&root), None);
    let mut lines = String::new();
    print(&root, 0, &mut lines);
    for expected in ["symbol 1 data d", "relocation 1 R_WASM_MEMORY_ADDR_SLEB at 0x80, symbol 2", "memory size 16"] {
        assert!(lines.lines().any(|line| line.trim() == expected), "`{expected}` is not in\n{lines}");
    }
}
