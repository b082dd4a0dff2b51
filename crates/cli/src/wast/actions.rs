//! Actions on an instance, and the assertions about what they give.

use wharf::{AnyRef, Extern, ExternRef, Func, Val};
use wharf_core::types::HeapType;
use wharf_core::{Error, Result, TrapKind};
use wharf_syntax::text::wast::{Action, ActionKind, Expected, Value};

use super::expect;
use super::runner::{Outcome, Runner, unexpected};
use crate::render::brief;

impl Runner {
    /// Does it and gives what came.
    pub(super) fn act(&mut self, action: &Action) -> Result<Vec<Val>> {
        let instance = self.find(action.module.as_deref())?;
        let missing = || Error::host(format!("no such export: {:?}", action.export));
        let item = instance.get_export(&mut self.store, &action.export).ok_or_else(missing)?;
        match (&action.kind, item) {
            (ActionKind::Invoke(arguments), Extern::Func(func)) => self.invoke(func, arguments),
            (ActionKind::Get, Extern::Global(global)) => Ok(vec![global.get(&mut self.store)]),
            _ => Err(Error::host(format!("export {:?} is of another kind", action.export))),
        }
    }

    fn invoke(&mut self, func: Func, arguments: &[Value]) -> Result<Vec<Val>> {
        let arguments: Vec<Val> = arguments.iter().map(|value| self.value(value)).collect::<Result<_>>()?;
        let ty = func.ty(&self.store);
        let mut results = vec![Val::I32(0); ty.results().len()];
        func.call(&mut self.store, &arguments, &mut results)?;
        Ok(results)
    }

    /// An argument of a script as a value of the store. The host's references are numbers.
    fn value(&mut self, value: &Value) -> Result<Val> {
        Ok(match *value {
            Value::I32(value) => Val::I32(value),
            Value::I64(value) => Val::I64(value),
            Value::F32(bits) => Val::F32(bits),
            Value::F64(bits) => Val::F64(bits),
            Value::V128(bytes) => Val::V128(u128::from_le_bytes(bytes)),
            Value::RefNull(heap) => null(heap),
            Value::RefExtern(number) => Val::ExternRef(Some(ExternRef::new(&mut self.store, number)?)),
            Value::RefHost(number) => {
                let external = ExternRef::new(&mut self.store, number)?;
                Val::AnyRef(Some(AnyRef::convert_extern(external)))
            }
        })
    }

    pub(super) fn assert_return(&mut self, action: &Action, expected: &[Expected]) -> Outcome {
        let got = self.act(action).map_err(|error| unexpected(&error))?;
        expect::results(&self.store, expected, &got)
    }

    pub(super) fn assert_trap(&mut self, action: &Action, message: &str) -> Outcome {
        expect::trap(self.act(action).map(drop), message)
    }

    pub(super) fn assert_exception(&mut self, action: &Action) -> Outcome {
        match self.act(action) {
            Err(error) if error.trap_kind() == Some(TrapKind::UncaughtException) => Ok(()),
            Err(error) => Err(format!("expected an exception, got {}", brief(&error))),
            Ok(_) => Err("expected an exception, but none came".to_owned()),
        }
    }
}

/// The null of a heap type's hierarchy.
fn null(heap: HeapType) -> Val {
    match heap.top_of_abstract() {
        Some(HeapType::Func) => Val::FuncRef(None),
        Some(HeapType::Extern) => Val::ExternRef(None),
        Some(HeapType::Exn) => Val::ExnRef(None),
        _ => Val::AnyRef(None),
    }
}
