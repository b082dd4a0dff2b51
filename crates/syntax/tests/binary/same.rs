//! Whether two modules say the same: spans by the bytes they cover, places not at all.

use wharf_core::module::{ElementItems, Mode, Module, Span};

/// The first part in which the modules differ.
pub fn difference(a: &Module, b: &Module) -> Option<&'static str> {
    let same = |x: &Span, y: &Span| a.slice(*x) == b.slice(*y);
    let opt = |x: &Option<Span>, y: &Option<Span>| match (x, y) {
        (Some(x), Some(y)) => same(x, y),
        (x, y) => x == y,
    };
    let mode = |x: &Mode, y: &Mode| match (x, y) {
        (Mode::Active { target: s, offset: x }, Mode::Active { target: t, offset: y }) => s == t && same(x, y),
        (x, y) => x == y,
    };
    let items = |x: &ElementItems, y: &ElementItems| match (x, y) {
        (ElementItems::Exprs(x), ElementItems::Exprs(y)) => all(x, y, same),
        (x, y) => x == y,
    };
    let parts = [
        ("types", a.types == b.types),
        ("recursion groups", a.rec_groups == b.rec_groups),
        ("imports", all(&a.imports, &b.imports, |x, y| x.module == y.module && x.name == y.name && x.ty == y.ty)),
        ("functions", a.funcs == b.funcs),
        ("tables", all(&a.tables, &b.tables, |x, y| x.ty == y.ty && opt(&x.init, &y.init))),
        ("memories", a.memories == b.memories),
        ("globals", all(&a.globals, &b.globals, |x, y| x.ty == y.ty && opt(&x.init, &y.init))),
        ("tags", a.tags == b.tags),
        ("exports", all(&a.exports, &b.exports, |x, y| x.name == y.name && x.kind == y.kind && x.index == y.index)),
        ("start", a.start.map(|start| start.func) == b.start.map(|start| start.func)),
        (
            "elements",
            all(&a.elements, &b.elements, |x, y| mode(&x.mode, &y.mode) && x.ty == y.ty && items(&x.items, &y.items)),
        ),
        ("data count", a.data_count == b.data_count),
        ("bodies", all(&a.bodies, &b.bodies, |x, y| same(&x.span, &y.span))),
        ("data", all(&a.datas, &b.datas, |x, y| mode(&x.mode, &y.mode) && same(&x.data, &y.data))),
        (
            "custom sections",
            all(&a.customs, &b.customs, |x, y| x.name == y.name && same(&x.data, &y.data) && x.after == y.after),
        ),
        ("sections", all(&a.sections, &b.sections, |x, y| x.id == y.id)),
        ("counts of imports", a.imported == b.imported),
    ];
    parts.into_iter().find(|part| !part.1).map(|part| part.0)
}

fn all<T>(a: &[T], b: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(x, y)| same(x, y))
}
