//! Values in words that an argument may be written in.

use wharf::{AnyRef, ExnRef, ExternKind, Instance, Store, Val};

use super::number;
use super::words::Words;

/// How deep objects are shown inside of objects, and how many values of one result: they may contain one another.
const DEEPEST: usize = 8;
const LARGEST: usize = 1000;

/// Tells the results of a call.
pub struct Teller<'a> {
    words: &'a Words<'a>,
    instance: Instance,
    /// How many more values are told.
    left: usize,
}

impl<'a> Teller<'a> {
    /// For results of this instance, whose module has these words.
    pub fn new(words: &'a Words<'a>, instance: Instance) -> Teller<'a> {
        Teller { words, instance, left: LARGEST }
    }

    /// A result. What stands in `…` has been left out.
    pub fn tell<T: Send + 'static>(&mut self, store: &mut Store<T>, val: &Val) -> String {
        self.left = LARGEST;
        self.value(store, val, 0)
    }

    fn value<T: Send + 'static>(&mut self, store: &mut Store<T>, val: &Val, depth: usize) -> String {
        match val {
            Val::FuncRef(Some(func)) => match self.instance.index_of(store, *func) {
                Some(index) => format!("func {}", self.words.of_func(index)),
                None => "func".to_owned(),
            },
            Val::ExternRef(Some(external)) => self.internal(store, &AnyRef::convert_extern(external.clone()), depth),
            Val::AnyRef(Some(any)) => self.internal(store, any, depth),
            Val::ExnRef(Some(exception)) => self.exception(store, exception, depth),
            other => number::show(other).unwrap_or_else(|| "null".to_owned()),
        }
    }

    /// A reference of the hierarchies `any` and `extern`.
    fn internal<T: Send + 'static>(&mut self, store: &mut Store<T>, any: &AnyRef, depth: usize) -> String {
        let (kind, ty, parts) = if let Some(object) = any.as_struct(&*store) {
            let fields = |store: &mut Store<T>, at: usize| object.field(store, at).ok();
            let ty = object.ty(&*store);
            ("struct", ty, self.parts(store, depth, usize::MAX, fields))
        } else if let Some(array) = any.as_array(&*store) {
            let elements = |store: &mut Store<T>, at: usize| array.get(store, at as u32).ok();
            let (ty, len) = (array.ty(&*store), array.len(&*store) as usize);
            ("array", ty, self.parts(store, depth, len, elements))
        } else {
            return plain(store, any);
        };
        match self.words.of_type(ty) {
            Some(word) => format!("{kind} {word}{parts}"),
            None => kind.to_owned(),
        }
    }

    fn exception<T: Send + 'static>(&mut self, store: &mut Store<T>, exception: &ExnRef, depth: usize) -> String {
        let tag = exception.tag(&*store);
        let tags = (0..).map_while(|index| self.instance.item(&mut *store, ExternKind::Tag, index));
        let Some(index) = tags.filter_map(wharf::Extern::into_tag).position(|own| own == tag) else {
            return "exn".to_owned();
        };
        let arguments = exception.args(&mut *store).unwrap_or_default();
        let parts = self.parts(store, depth, arguments.len(), |_, at| arguments.get(at).cloned());
        format!("exn {}{parts}", self.words.of_tag(index as u32))
    }

    /// What an object consists of, each with a blank before it.
    fn parts<T: Send + 'static>(
        &mut self,
        store: &mut Store<T>,
        depth: usize,
        len: usize,
        mut part: impl FnMut(&mut Store<T>, usize) -> Option<Val>,
    ) -> String {
        let mut text = String::new();
        for at in 0..len {
            let Some(val) = part(store, at) else { break };
            if depth == DEEPEST || self.left == 0 {
                return text + " …";
            }
            self.left -= 1;
            let inner = self.value(store, &val, depth + 1);
            text += &if inner.contains(' ') { format!(" ({inner})") } else { format!(" {inner}") };
        }
        text
    }
}

/// A reference that is no structure and no array.
fn plain<T: Send + 'static>(store: &Store<T>, any: &AnyRef) -> String {
    match (any.as_i31(store), any.host_data(store).map(|data| data.downcast_ref::<u32>())) {
        (Some(value), _) => format!("i31 {value}"),
        (None, Some(Some(number))) => format!("extern {number}"),
        (None, Some(None)) => "extern".to_owned(),
        (None, None) => any.kind(store).to_string(),
    }
}

/// A value with its type in front: `i32 7`.
pub fn describe(store: &Store<impl Send + 'static>, val: &Val) -> String {
    let word = match val {
        Val::I32(_) => "i32",
        Val::I64(_) => "i64",
        Val::F32(_) => "f32",
        Val::F64(_) => "f64",
        Val::V128(_) => "v128",
        _ => "ref",
    };
    let what = match val {
        Val::FuncRef(Some(_)) => "func".to_owned(),
        Val::ExnRef(Some(_)) => "exn".to_owned(),
        Val::AnyRef(Some(any)) => plain(store, any),
        Val::ExternRef(Some(external)) => plain(store, &AnyRef::convert_extern(external.clone())),
        other => number::show(other).unwrap_or_else(|| "null".to_owned()),
    };
    format!("{word} {what}")
}
