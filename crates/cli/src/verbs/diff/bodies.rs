//! How a body changed: its instructions before and after, line by line.
//!
//! Functions and types are told by what they are called, not by their numbers, so what is shown is what somebody changed.
//!
//! Algorithm: Myers, *An O(ND) difference algorithm and its variations* (1986), up to a bound; a body that differs in
//! more lines is shown whole.

use std::io::{self, Write};

use wharf_core::Features;
use wharf_syntax::binary::BodyReader;
use wharf_syntax::binary::decode::nesting;
use wharf_syntax::instr::Imm;

use super::report::{Function, Report};
use crate::anatomy::matching::{Side, runs};
use crate::render::{Role, Style};

/// How many lines that did not change are shown around those that did.
const CONTEXT: usize = 3;
/// How many lines may differ before the search for the shortest difference is given up.
const MOST: usize = 2000;
/// How deep lines are indented at most.
const DEPTH: usize = 40;

/// Writes the bodies that changed, at most `limit` of them.
pub fn write(
    report: &Report,
    old: &Side<'_>,
    new: &Side<'_>,
    limit: usize,
    style: Style,
    sink: &mut dyn Write,
) -> io::Result<()> {
    for Function { name, old: before, new: after } in report.signatures.iter().chain(&report.bodies).take(limit) {
        let (Some(before), Some(after)) = (before, after) else { continue };
        let (a, b) = (lines(old, before.index), lines(new, after.index));
        if a == b {
            continue;
        }
        writeln!(sink, "\n{}", style.paint(Role::Message, format!("@@ {name} @@")))?;
        hunks(&a, &b, &edits(&a, &b), style, sink)?;
    }
    Ok(())
}

/// The instructions of a function, as far as they can be read.
fn lines(side: &Side<'_>, func: u32) -> Vec<String> {
    let reader = side.module.body(func).map(|body| BodyReader::new(side.module, body, &Features::all()));
    let Some(Ok(reader)) = reader else { return Vec::new() };
    let local = |(count, ty)| format!("local {ty}{}", if count == 1 { String::new() } else { format!(" × {count}") });
    let mut lines: Vec<String> = runs(reader.locals()).into_iter().map(local).collect();
    let mut instrs = reader.instrs();
    let mut depth = 0usize;
    while !instrs.is_at_end() {
        let Ok(instr) = instrs.next() else { break };
        let step = nesting(instr.op);
        if step < 0 {
            depth = depth.saturating_sub(1);
        }
        let indent = 2 * depth.min(DEPTH);
        let text = match instr.imm {
            Imm::Func(callee) => format!("{} {}", instr.op.mnemonic(), side.labels.shown(callee)),
            _ => instr.to_string(),
        };
        lines.push(format!("{:indent$}{text}", ""));
        if step > 0 {
            depth += 1;
        }
    }
    lines
}

/// What to do with the next line.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Edit {
    Keep,
    Remove,
    Add,
}

/// How to get from the lines of `a` to those of `b`.
fn edits(a: &[String], b: &[String]) -> Vec<Edit> {
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let tail = a[same..].iter().rev().zip(b[same..].iter().rev()).take_while(|(a, b)| a == b).count();
    let mut all = vec![Edit::Keep; same];
    all.extend(shortest(&a[same..a.len() - tail], &b[same..b.len() - tail]));
    all.extend(vec![Edit::Keep; tail]);
    all
}

/// The shortest way, if it is no longer than [`MOST`]; else everything anew.
fn shortest(a: &[String], b: &[String]) -> Vec<Edit> {
    let most = (a.len() + b.len()).min(MOST) as isize;
    let at = |k: isize| (k + most + 1) as usize;
    // `reach[k]` is how far into `a` one gets on the diagonal `k` with the edits made so far.
    let mut reach = vec![0usize; 2 * most as usize + 3];
    let mut steps: Vec<Vec<usize>> = Vec::new();
    for d in 0..=most {
        // Only the diagonals that this many edits reach are kept.
        steps.push(reach[at(-d - 1)..=at(d + 1)].to_vec());
        for k in (-d..=d).step_by(2) {
            let down = k == -d || (k != d && reach[at(k - 1)] < reach[at(k + 1)]);
            let mut x = if down { reach[at(k + 1)] } else { reach[at(k - 1)] + 1 };
            let mut y = (x as isize - k) as usize;
            while x < a.len() && y < b.len() && a[x] == b[y] {
                (x, y) = (x + 1, y + 1);
            }
            reach[at(k)] = x;
            if x >= a.len() && y >= b.len() {
                return trace(a.len(), b.len(), &steps);
            }
        }
    }
    let mut all = vec![Edit::Remove; a.len()];
    all.extend(vec![Edit::Add; b.len()]);
    all
}

/// The edits, found back from the end.
fn trace(mut x: usize, mut y: usize, steps: &[Vec<usize>]) -> Vec<Edit> {
    let mut all = Vec::new();
    for (d, reach) in steps.iter().enumerate().rev() {
        let d = d as isize;
        let at = |k: isize| reach[(k + d + 1) as usize];
        let k = x as isize - y as isize;
        let down = k == -d || (k != d && at(k - 1) < at(k + 1));
        let from = if down { k + 1 } else { k - 1 };
        let (start, edit) =
            if d == 0 { (0, None) } else { (at(from), Some(if down { Edit::Add } else { Edit::Remove })) };
        let start_y = if d == 0 { 0 } else { (start as isize - from) as usize };
        let (after_x, after_y) = match edit {
            Some(Edit::Add) => (start, start_y + 1),
            Some(_) => (start + 1, start_y),
            None => (0, 0),
        };
        while x > after_x && y > after_y {
            all.push(Edit::Keep);
            (x, y) = (x - 1, y - 1);
        }
        all.extend(edit);
        (x, y) = (start, start_y);
    }
    all.reverse();
    all
}

/// Writes the lines that changed with some around them.
fn hunks(a: &[String], b: &[String], edits: &[Edit], style: Style, sink: &mut dyn Write) -> io::Result<()> {
    let near = |position: usize| {
        let window = &edits[position.saturating_sub(CONTEXT)..(position + CONTEXT + 1).min(edits.len())];
        window.iter().any(|edit| *edit != Edit::Keep)
    };
    let (mut x, mut y, mut skipped) = (0, 0, false);
    for (position, edit) in edits.iter().enumerate() {
        match edit {
            Edit::Keep => {
                if near(position) {
                    writeln!(sink, "  {}", b[y])?;
                } else if !skipped {
                    writeln!(sink, "  …")?;
                }
                skipped = !near(position);
                (x, y) = (x + 1, y + 1);
            }
            Edit::Remove => {
                writeln!(sink, "{}", style.paint(Role::Error, format!("- {}", a[x])))?;
                (x, skipped) = (x + 1, false);
            }
            Edit::Add => {
                writeln!(sink, "{}", style.paint(Role::Good, format!("+ {}", b[y])))?;
                (y, skipped) = (y + 1, false);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apply(a: &[String], b: &[String], edits: &[Edit]) -> (Vec<String>, usize) {
        let (mut x, mut y, mut out, mut changes) = (0, 0, Vec::new(), 0);
        for edit in edits {
            match edit {
                Edit::Keep => {
                    assert_eq!(a[x], b[y]);
                    out.push(a[x].clone());
                    (x, y) = (x + 1, y + 1);
                }
                Edit::Remove => (x, changes) = (x + 1, changes + 1),
                Edit::Add => {
                    out.push(b[y].clone());
                    (y, changes) = (y + 1, changes + 1);
                }
            }
        }
        assert_eq!((x, y), (a.len(), b.len()));
        (out, changes)
    }

    #[test]
    fn edits_lead_from_one_to_the_other_by_the_shortest_way() {
        let words = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
        for (a, b, changes) in [
            ("abcabba", "cbabac", 5),
            ("", "", 0),
            ("abc", "", 3),
            ("", "ab", 2),
            ("same", "same", 0),
            ("abcd", "xbcy", 4),
        ] {
            let (a, b) = (words(a), words(b));
            assert_eq!(apply(&a, &b, &edits(&a, &b)), (b.clone(), changes));
        }
        let many: Vec<String> = (0..3 * MOST).map(|n| n.to_string()).collect();
        let others: Vec<String> = (0..3 * MOST).map(|n| format!("x{n}")).collect();
        assert_eq!(apply(&many, &others, &edits(&many, &others)).0, others);
    }
}
