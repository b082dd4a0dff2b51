//! From the text of a script to its directives.

use wharf_core::Result;
use wharf_core::types::HeapType;

use super::ast::*;
use crate::text::errors;
use crate::text::lex::TokenKind;
use crate::text::parse::vector::{self, VectorShape};
use crate::text::parse::{self, Cursor, number};

/// How deep `thread` and `either` may nest; no script needs more than two.
const MAX_DEPTH: u32 = 50;

/// The keywords that begin a directive; with any other first form the text is the fields of a module.
const DIRECTIVES: [&str; 17] = [
    "module",
    "register",
    "invoke",
    "get",
    "assert_return",
    "assert_trap",
    "assert_uninstantiable",
    "assert_exhaustion",
    "assert_exception",
    "assert_suspension",
    "assert_malformed",
    "assert_invalid",
    "assert_unlinkable",
    "assert_malformed_custom",
    "assert_invalid_custom",
    "thread",
    "wait",
];

/// Reads a script. A text that is only the fields of one module is a script of that module.
///
/// # Errors
/// What is malformed in the script itself; a text module that does not compile is kept as
/// [`ModuleForm::Text`]`(Err(_))`.
///
/// ```
/// use wharf_syntax::text::wast::{DirectiveKind, parse_script};
/// let script = parse_script(r#"(module (func (export "f"))) (assert_return (invoke "f"))"#)?;
/// assert!(matches!(script[1].kind, DirectiveKind::AssertReturn { .. }));
/// # Ok::<(), wharf_core::Error>(())
/// ```
pub fn parse_script(text: &str) -> Result<Vec<Directive>> {
    let mut script = Script { cur: Cursor::new(text)?, depth: 0 };
    let mut directives = Vec::new();
    let first = script.cur.form()?;
    if script.cur.tok.kind != TokenKind::End && !first.is_some_and(|word| DIRECTIVES.contains(&word)) {
        let at = script.cur.at() as usize;
        let form = ModuleForm::Text(parse::module(&mut script.cur, None));
        script.end()?;
        return Ok(vec![Directive { at, kind: DirectiveKind::Module(Module { at, id: None, form }) }]);
    }
    while script.cur.tok.kind == TokenKind::LParen {
        directives.push(script.directive()?);
    }
    script.end()?;
    Ok(directives)
}

struct Script<'a> {
    cur: Cursor<'a>,
    depth: u32,
}

type Id = Option<Box<str>>;

impl<'a> Script<'a> {
    fn end(&self) -> Result<()> {
        match self.cur.tok.kind {
            TokenKind::End => Ok(()),
            _ => Err(self.cur.unexpected("a directive such as `(module` or `(assert_return`")),
        }
    }

    fn directive(&mut self) -> Result<Directive> {
        let at = self.cur.bump()?.start as usize;
        let word = self.cur.keyword().unwrap_or_default();
        let kind = match word {
            "module" => return self.module_directive(at),
            "invoke" | "get" => {
                let action = self.action_rest(at)?;
                return Ok(Directive { at, kind: DirectiveKind::Action(action) });
            }
            _ if !DIRECTIVES.contains(&word) => {
                return Err(self.cur.unexpected("a directive such as `module` or `assert_return`"));
            }
            _ => {
                self.cur.bump()?;
                self.directive_rest(word)?
            }
        };
        self.cur.close()?;
        Ok(Directive { at, kind })
    }

    /// A directive after its keyword, up to its closing parenthesis.
    fn directive_rest(&mut self, word: &str) -> Result<DirectiveKind> {
        Ok(match word {
            "register" => DirectiveKind::Register { name: self.string()?, module: self.id()? },
            "assert_return" => DirectiveKind::AssertReturn { action: self.action()?, results: self.expected()? },
            "assert_trap" | "assert_uninstantiable" if self.cur.at_form("module")? => {
                DirectiveKind::AssertTrapModule { module: self.module()?, message: self.string()? }
            }
            "assert_trap" => DirectiveKind::AssertTrap { action: self.action()?, message: self.string()? },
            "assert_exhaustion" => DirectiveKind::AssertExhaustion { action: self.action()?, message: self.string()? },
            "assert_exception" => DirectiveKind::AssertException(self.action()?),
            "assert_suspension" => DirectiveKind::AssertSuspension { action: self.action()?, message: self.string()? },
            "assert_malformed" => DirectiveKind::AssertMalformed { module: self.module()?, message: self.string()? },
            "assert_invalid" => DirectiveKind::AssertInvalid { module: self.module()?, message: self.string()? },
            "assert_unlinkable" => DirectiveKind::AssertUnlinkable { module: self.module()?, message: self.string()? },
            "assert_malformed_custom" => {
                DirectiveKind::AssertMalformedCustom { module: self.module()?, message: self.string()? }
            }
            "assert_invalid_custom" => {
                DirectiveKind::AssertInvalidCustom { module: self.module()?, message: self.string()? }
            }
            "thread" => self.thread()?,
            "wait" => DirectiveKind::Wait(self.expect_id()?),
            _ => return Err(self.cur.unexpected("a directive")),
        })
    }

    fn id(&mut self) -> Result<Id> {
        Ok(self.cur.id()?.map(|id| id.name.into()))
    }

    fn expect_id(&mut self) -> Result<Box<str>> {
        self.id()?.ok_or_else(|| self.cur.unexpected("an identifier"))
    }

    fn string(&mut self) -> Result<Box<str>> {
        Ok(self.cur.name()?.into())
    }

    /// `(module …)` at the top, its parenthesis taken.
    fn module_directive(&mut self, at: usize) -> Result<Directive> {
        self.cur.bump()?;
        let kind = if self.cur.eat("instance")? {
            let kind = DirectiveKind::ModuleInstance { instance: self.id()?, definition: self.id()? };
            self.cur.close()?;
            kind
        } else if self.cur.eat("definition")? {
            DirectiveKind::ModuleDefinition(self.module_rest(at)?)
        } else {
            DirectiveKind::Module(self.module_rest(at)?)
        };
        Ok(Directive { at, kind })
    }

    /// `(module …)` inside an assertion.
    fn module(&mut self) -> Result<Module> {
        let at = self.cur.at() as usize;
        self.cur.expect_open("module")?;
        self.cur.eat("definition")?;
        self.module_rest(at)
    }

    /// A module after `module` or `definition`, its closing parenthesis included.
    fn module_rest(&mut self, at: usize) -> Result<Module> {
        let id = self.cur.id()?;
        let name = id.as_ref().map(|id| id.name.clone().into());
        let form = match self.cur.keyword() {
            Some(word @ ("binary" | "quote")) => {
                self.cur.bump()?;
                let bytes = self.joined(word == "quote")?;
                self.cur.close()?;
                if word == "quote" { ModuleForm::Quote(bytes) } else { ModuleForm::Binary(bytes) }
            }
            _ => {
                let fields = self.cur;
                let compiled = parse::module(&mut self.cur, id).and_then(|compiled| {
                    self.cur.close()?;
                    Ok(compiled)
                });
                if compiled.is_err() {
                    // Goes on behind the module that does not compile.
                    self.cur = fields;
                    self.cur.skip_form(at as u32)?;
                }
                ModuleForm::Text(compiled)
            }
        };
        Ok(Module { at, id: name, form })
    }

    /// Strings, joined; by spaces when they are lines of text.
    fn joined(&mut self, spaced: bool) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        while self.cur.tok.kind == TokenKind::String {
            bytes.extend_from_slice(&self.cur.string()?);
            if spaced {
                bytes.push(b' ');
            }
        }
        Ok(bytes)
    }

    fn action(&mut self) -> Result<Action> {
        let at = self.cur.at() as usize;
        match self.cur.form()? {
            Some("invoke" | "get") => self.cur.bump().map(drop)?,
            _ => return Err(self.cur.unexpected("`(invoke` or `(get`")),
        }
        self.action_rest(at)
    }

    /// An action from its keyword on, its closing parenthesis included.
    fn action_rest(&mut self, at: usize) -> Result<Action> {
        let word = self.cur.keyword();
        self.cur.bump()?;
        let module = self.id()?;
        let export = self.string()?;
        let kind = match word {
            Some("get") => ActionKind::Get,
            _ => {
                let mut arguments = Vec::new();
                while self.cur.tok.kind == TokenKind::LParen {
                    self.cur.bump()?;
                    arguments.push(self.value()?);
                    self.cur.close()?;
                }
                ActionKind::Invoke(arguments)
            }
        };
        self.cur.close()?;
        Ok(Action { at, module, export, kind })
    }

    /// An argument, between its parentheses.
    fn value(&mut self) -> Result<Value> {
        let word = self.cur.keyword().unwrap_or_default();
        if !matches!(word, "i32.const" | "i64.const" | "f32.const" | "f64.const" | "v128.const")
            && !matches!(word, "ref.null" | "ref.extern" | "ref.host")
        {
            return Err(self.cur.unexpected("a constant such as `i32.const`"));
        }
        self.cur.bump()?;
        Ok(match word {
            "i32.const" => Value::I32(self.i32()?),
            "i64.const" => Value::I64(self.i64()?),
            "f32.const" => Value::F32(self.cur.number("f32", number::f32)?),
            "f64.const" => Value::F64(self.cur.number("f64", number::f64)?),
            "v128.const" => Value::V128(vector::constant(&mut self.cur)?),
            "ref.null" => Value::RefNull(self.heap_type()?),
            "ref.extern" => Value::RefExtern(self.cur.u32()?),
            _ => Value::RefHost(self.cur.u32()?),
        })
    }

    fn i32(&mut self) -> Result<i32> {
        Ok(self.cur.number("i32", |word| number::integer(word, 32))? as u32 as i32)
    }

    fn i64(&mut self) -> Result<i64> {
        Ok(self.cur.number("i64", |word| number::integer(word, 64))? as i64)
    }

    /// A heap type; scripts have no types of their own, so a concrete one is a number.
    fn heap_type(&mut self) -> Result<HeapType> {
        if self.cur.tok.kind == TokenKind::Number {
            return Ok(HeapType::Concrete(self.cur.u32()?));
        }
        match self.cur.keyword().and_then(HeapType::from_keyword) {
            Some(ty) => {
                self.cur.bump()?;
                Ok(ty)
            }
            None => Err(self.cur.unexpected("a heap type")),
        }
    }

    /// Results up to a closing parenthesis.
    fn expected(&mut self) -> Result<Vec<Expected>> {
        let mut results = Vec::new();
        while self.cur.tok.kind == TokenKind::LParen {
            self.cur.bump()?;
            results.push(self.result()?);
            self.cur.close()?;
        }
        Ok(results)
    }

    /// A result, between its parentheses.
    fn result(&mut self) -> Result<Expected> {
        let word = self.cur.keyword().unwrap_or_default();
        let matching = word.strip_prefix("ref.").and_then(HeapType::from_keyword);
        if let Some(ty @ (HeapType::Any | HeapType::Eq | HeapType::I31 | HeapType::Struct | HeapType::Array)) = matching
        {
            self.cur.bump()?;
            return Ok(Expected::Ref(ty));
        }
        let number = |cur: &Cursor<'_>| cur.tok.kind == TokenKind::Number;
        Ok(match word {
            "f32.const" => {
                self.cur.bump()?;
                Expected::F32(self.f32_pattern()?)
            }
            "f64.const" => {
                self.cur.bump()?;
                Expected::F64(self.f64_pattern()?)
            }
            "v128.const" => {
                self.cur.bump()?;
                Expected::V128(self.v128_pattern()?)
            }
            "ref.null" => {
                self.cur.bump()?;
                Expected::RefNull(if self.cur.at_close() { None } else { Some(self.heap_type()?) })
            }
            "ref.extern" => {
                self.cur.bump()?;
                Expected::RefExtern(if number(&self.cur) { Some(self.cur.u32()?) } else { None })
            }
            "ref.func" => {
                self.cur.bump()?;
                Expected::RefFunc(if number(&self.cur) { Some(self.cur.u32()?) } else { None })
            }
            "ref.exn" => {
                self.cur.bump()?;
                Expected::Ref(HeapType::Exn)
            }
            "either" => {
                self.cur.bump()?;
                self.deeper()?;
                let cases = self.expected()?;
                self.depth -= 1;
                Expected::Either(cases)
            }
            _ => match self.value()? {
                Value::I32(value) => Expected::I32(value),
                Value::I64(value) => Expected::I64(value),
                Value::RefHost(number) => Expected::RefHost(number),
                _ => return Err(self.cur.unexpected("a result")),
            },
        })
    }

    fn deeper(&mut self) -> Result<()> {
        self.depth += 1;
        match self.depth > MAX_DEPTH {
            true => Err(errors::too_deep(self.cur.at())),
            false => Ok(()),
        }
    }

    fn nan<Bits>(&mut self) -> Result<Option<FloatPattern<Bits>>> {
        let pattern = match self.cur.keyword() {
            Some("nan:canonical") => FloatPattern::CanonicalNan,
            Some("nan:arithmetic") => FloatPattern::ArithmeticNan,
            _ => return Ok(None),
        };
        self.cur.bump()?;
        Ok(Some(pattern))
    }

    fn f32_pattern(&mut self) -> Result<FloatPattern<u32>> {
        match self.nan()? {
            Some(pattern) => Ok(pattern),
            None => Ok(FloatPattern::Bits(self.cur.number("f32", number::f32)?)),
        }
    }

    fn f64_pattern(&mut self) -> Result<FloatPattern<u64>> {
        match self.nan()? {
            Some(pattern) => Ok(pattern),
            None => Ok(FloatPattern::Bits(self.cur.number("f64", number::f64)?)),
        }
    }

    fn v128_pattern(&mut self) -> Result<V128Pattern> {
        let start = self.cur;
        match vector::shape(&mut self.cur)? {
            VectorShape::F32 => {
                let mut lanes = [FloatPattern::Bits(0); 4];
                for lane in &mut lanes {
                    *lane = self.f32_pattern()?;
                }
                Ok(V128Pattern::F32x4(lanes))
            }
            VectorShape::F64 => Ok(V128Pattern::F64x2([self.f64_pattern()?, self.f64_pattern()?])),
            VectorShape::Int(_) => {
                self.cur = start;
                vector::constant(&mut self.cur).map(V128Pattern::Bytes)
            }
        }
    }

    /// `$name (shared (module $name))* directive*`
    fn thread(&mut self) -> Result<DirectiveKind> {
        self.deeper()?;
        let name = self.expect_id()?;
        let (mut shared, mut directives) = (Vec::new(), Vec::new());
        while self.cur.open("shared")? {
            self.cur.expect_open("module")?;
            shared.push(self.expect_id()?);
            self.cur.close()?;
            self.cur.close()?;
        }
        while self.cur.tok.kind == TokenKind::LParen {
            directives.push(self.directive()?);
        }
        self.depth -= 1;
        Ok(DirectiveKind::Thread { name, shared, directives })
    }
}
