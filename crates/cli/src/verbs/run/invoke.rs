//! `--invoke`: one function is called with arguments from the command line, and its results are printed.

use std::path::Path;

use wharf::{Error, Extern, ExternType, FuncType, Instance, Module, Store, ValType};
use wharf_wasi::p1::P1;

use super::call;
use crate::failure::Failure;
use crate::output::line;
use crate::values::{Argument, Teller, Words};

/// How many functions a message lists.
const SHOWN: usize = 20;

/// A call that makes sense as far as the module tells.
pub struct Call<'a> {
    words: Words<'a>,
    file: &'a Path,
    name: &'a str,
    texts: &'a [String],
    arguments: Vec<Argument>,
    ty: FuncType,
}

impl<'a> Call<'a> {
    /// Finds the function to call and reads its arguments.
    ///
    /// # Errors
    /// There is no such function, or the arguments are not its.
    pub fn check(module: &'a Module, file: &'a Path, name: &'a str, texts: &'a [String]) -> Result<Call<'a>, Failure> {
        let words = Words::of(module);
        let ty = match module.get_export(name) {
            Some(ExternType::Func(ty)) => ty,
            other => return Err(Failure::Usage(no_such_function(&words, file, name, other.is_some()))),
        };
        let mut call = Call { words, file, name, texts, arguments: Vec::new(), ty };
        let (given, wanted) = (texts.len(), call.ty.params().len());
        if given != wanted {
            let plural = if wanted == 1 { "" } else { "s" };
            return Err(call.usage(format!("`{name}` takes {wanted} argument{plural}, and {given} came")));
        }
        for (text, ty) in texts.iter().zip(call.ty.params()) {
            let argument = Argument::parse(&call.words, text, *ty).map_err(|what| call.usage(what))?;
            call.arguments.push(argument);
        }
        Ok(call)
    }

    fn usage(&self, what: String) -> Failure {
        let signature = signature(&self.words, self.file, self.name, &self.ty);
        Failure::Usage(format!("{what}\nusage: wharf run --invoke {signature}"))
    }

    /// Calls the function and prints what it gives. A WASI library is initialised before. What goes wrong in the guest is
    /// the inner result.
    ///
    /// # Errors
    /// A reference is of another type than the function's parameter.
    pub fn run(mut self, store: &mut Store<P1>, instance: Instance) -> Result<wharf::Result<()>, Failure> {
        if let Some(Extern::Func(func)) = instance.get_export(&mut *store, "_initialize")
            && self.name != "_initialize"
            && let Err(error) = call(store, func, &[])
        {
            return Ok(Err(error));
        }
        let mut params = Vec::new();
        for ((argument, text), ty) in
            std::mem::take(&mut self.arguments).into_iter().zip(self.texts).zip(self.ty.params())
        {
            let val = argument.into_val(store, instance).map_err(|error| self.wrong(text, *ty, error.message()))?;
            if !val.matches(&*store, *ty) {
                return Err(self.wrong(text, *ty, "it is of another type"));
            }
            params.push(val);
        }
        let Some(func) = instance.get_func(&mut *store, self.name) else {
            return Ok(Err(Error::host("the function is gone")));
        };
        let mut teller = Teller::new(&self.words, instance);
        match call(store, func, &params) {
            Ok(results) => results.iter().for_each(|result| line(teller.tell(store, result))),
            Err(error) => return Ok(Err(error)),
        }
        Ok(Ok(()))
    }

    fn wrong(&self, text: &str, ty: ValType, why: &str) -> Failure {
        self.usage(format!("`{text}` is no {}: {why}", self.words.of_val_type(ty)))
    }
}

/// How to call a function: `add FILE <i32> <i32>`, and what comes.
fn signature(words: &Words<'_>, file: &Path, name: &str, ty: &FuncType) -> String {
    let list = |types: &[ValType]| types.iter().map(|ty| format!(" <{}>", words.of_val_type(*ty))).collect::<String>();
    let results = if ty.results().is_empty() { String::new() } else { format!("   →{}", list(ty.results())) };
    format!("{name} {}{}{results}", file.display(), list(ty.params()))
}

/// What to say when there is nothing of this name to call.
fn no_such_function(words: &Words<'_>, file: &Path, name: &str, other_kind: bool) -> String {
    let file_name = file.display();
    let what = if other_kind {
        format!("the export `{name}` of {file_name} is no function")
    } else {
        format!("{file_name} exports no `{name}`")
    };
    let functions = words.module().exports().filter_map(|export| {
        let ty = export.ty().func()?;
        Some(format!("\n  {}", signature(words, file, export.name(), ty)))
    });
    let mut functions: Vec<String> = functions.collect();
    let hidden = functions.len().saturating_sub(SHOWN);
    functions.truncate(SHOWN);
    match (functions.len(), hidden) {
        (0, _) => format!("{what}, and it exports no function"),
        (_, 0) => format!("{what}; it exports{}", functions.concat()),
        _ => format!("{what}; it exports{}\n  and {hidden} more", functions.concat()),
    }
}
