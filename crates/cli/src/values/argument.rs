//! Arguments of `--invoke`. Read before the module runs, so that what is wrong with them is said first; references become
//! values when there is an instance.

use wharf::{
    AnyRef, ArrayRef, CompositeType, ExnRef, Extern, ExternKind, ExternRef, FieldType, HeapType, Instance, RefType,
    Result, StorageType, Store, StructRef, Val, ValKind, ValType,
};

use super::number;
use super::words::Words;

/// How deep objects may be written inside of objects.
const DEEPEST: usize = 100;

/// An argument that has been read.
pub enum Argument {
    /// A number, a vector, or null.
    Val(Val),
    /// `i31 7`: an unboxed integer.
    I31(i32),
    /// `extern 5`: a value of the host, which the guest can only pass on.
    Extern(u32),
    /// `func $f`: a function by index.
    Func(u32),
    /// `struct $point 1 2`: a structure with its fields.
    Struct(HeapType, Vec<Argument>),
    /// `array $bytes 1 2 3`: an array with its elements.
    Array(HeapType, Vec<Argument>),
    /// `exn $tag 1`: an exception with the arguments of its tag.
    Exn(u32, Vec<Argument>),
    /// A reference that has crossed from `any` to `extern` or back.
    Converted(Box<Argument>),
}

impl Argument {
    /// Reads an argument of this type.
    ///
    /// # Errors
    /// What is wrong with it, and what would be right.
    pub fn parse(words: &Words<'_>, text: &str, ty: ValType) -> Result<Argument, String> {
        let reason = match ty.unpack() {
            ValKind::Ref(ty) => {
                let mut reader = Reader { tokens: tokens(text), at: 0, words };
                match reader.reference(ty, 0) {
                    Ok(argument) if reader.at == reader.tokens.len() => return Ok(argument),
                    Ok(_) => format!("`{}` is too much", reader.tokens[reader.at..].join(" ")),
                    Err(reason) => reason,
                }
            }
            _ => match number::parse(text, ty) {
                Some(val) => return Ok(Argument::Val(val)),
                None => hint(words, ty),
            },
        };
        Err(format!("`{text}` is no {}: {reason}", words.of_val_type(ty)))
    }

    /// The value, in this instance of the module.
    ///
    /// # Errors
    /// The heap is full, or a part is of another type than where it stands.
    pub fn into_val<T: Send + 'static>(self, store: &mut Store<T>, instance: Instance) -> Result<Val> {
        let all = |store: &mut Store<T>, parts: Vec<Argument>| {
            parts.into_iter().map(|part| part.into_val(store, instance)).collect::<Result<Vec<Val>>>()
        };
        Ok(match self {
            Argument::Val(val) => val,
            Argument::I31(value) => AnyRef::from_i31(store, value).into(),
            Argument::Extern(number) => ExternRef::new(store, number)?.into(),
            Argument::Func(index) => {
                Val::FuncRef(instance.item(store, ExternKind::Func, index).and_then(Extern::into_func))
            }
            Argument::Struct(ty, fields) => {
                let fields = all(store, fields)?;
                StructRef::new(store, ty, &fields)?.to_any().into()
            }
            Argument::Array(ty, elements) => {
                let elements = all(store, elements)?;
                ArrayRef::new(store, ty, &elements)?.to_any().into()
            }
            Argument::Exn(tag, arguments) => {
                let arguments = all(store, arguments)?;
                match instance.item(&mut *store, ExternKind::Tag, tag).and_then(Extern::into_tag) {
                    Some(tag) => ExnRef::new(store, tag, &arguments)?.into(),
                    None => Val::ExnRef(None),
                }
            }
            Argument::Converted(inner) => match inner.into_val(store, instance)? {
                Val::AnyRef(Some(any)) => ExternRef::convert_any(any).into(),
                Val::ExternRef(Some(external)) => AnyRef::convert_extern(external).into(),
                other => other,
            },
        })
    }
}

/// An argument's words: parentheses, strings in quotes, and whatever stands between blanks.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '(' | ')' => 1,
            '"' => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
            _ => rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"')).unwrap_or(rest.len()),
        };
        tokens.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    tokens
}

/// Reads references and what is inside of them. Its errors say why, in words that follow a colon.
struct Reader<'a> {
    tokens: Vec<&'a str>,
    at: usize,
    words: &'a Words<'a>,
}

impl<'a> Reader<'a> {
    fn reference(&mut self, ty: RefType, depth: usize) -> Result<Argument, String> {
        if depth > DEEPEST {
            return Err(format!("objects in objects are read {DEEPEST} deep"));
        }
        let bracketed = self.take("(");
        let argument = self.form(ty, depth)?;
        if bracketed && !self.take(")") {
            return Err("a `)` is missing".to_owned());
        }
        Ok(argument)
    }

    /// What may stand between parentheses.
    fn form(&mut self, ty: RefType, depth: usize) -> Result<Argument, String> {
        let nullable = RefType::new(true, ty.heap());
        let null = Val::null(self.words.module().engine(), nullable).expect("nullable types have a null");
        let words = self.words;
        let hint = || hint(words, ty.into());
        let head = self.word().ok_or_else(hint)?;
        let converted = |argument, to_extern: bool| match (&null, to_extern) {
            (Val::ExternRef(_), true) | (Val::AnyRef(_), false) => Argument::Converted(Box::new(argument)),
            _ => argument,
        };
        match (head.strip_prefix("ref.").unwrap_or(head), &null) {
            ("null", _) => {
                if head == "ref.null" && self.peek().is_some_and(|next| next != ")") {
                    self.at += 1;
                }
                if ty.nullable() { Ok(Argument::Val(null)) } else { Err(format!("it is never null; {}", hint())) }
            }
            ("func", Val::FuncRef(_)) => {
                let word = self.word().ok_or_else(hint)?;
                self.words.func(word).map(Argument::Func).ok_or_else(|| format!("there is no function `{word}`"))
            }
            ("extern" | "host", Val::ExternRef(_) | Val::AnyRef(_)) => {
                let number = self.word().and_then(|word| number::integer(word, 32)).ok_or_else(hint)?;
                Ok(converted(Argument::Extern(number as u32), false))
            }
            ("i31", Val::ExternRef(_) | Val::AnyRef(_)) => {
                let number = self.word().and_then(|word| number::integer(word, 31)).ok_or_else(hint)?;
                Ok(converted(Argument::I31(number as i32), true))
            }
            (kind @ ("struct" | "array"), Val::ExternRef(_) | Val::AnyRef(_)) => {
                Ok(converted(self.object(kind, depth)?, true))
            }
            ("exn", Val::ExnRef(_)) => self.exception(depth),
            _ => Err(hint()),
        }
    }

    /// `$type` and the fields or elements.
    fn object(&mut self, kind: &str, depth: usize) -> Result<Argument, String> {
        let word = self.word().ok_or_else(|| format!("the type of the {kind} is missing, as in `{kind} 0 …`"))?;
        let ty = self.words.ty(word).ok_or_else(|| format!("there is no type `{word}`"))?;
        match (self.words.module().engine().composite_type(ty), kind) {
            (Some(CompositeType::Struct(fields)), "struct") => {
                let field = |field: &FieldType| self.field(field.storage, depth);
                Ok(Argument::Struct(ty, fields.iter().map(field).collect::<Result<_, _>>()?))
            }
            (Some(CompositeType::Array(element)), "array") => {
                let mut elements = Vec::new();
                while self.peek().is_some_and(|next| next != ")") {
                    elements.push(self.field(element.storage, depth)?);
                }
                Ok(Argument::Array(ty, elements))
            }
            _ => Err(format!("type `{word}` is no {kind}")),
        }
    }

    fn exception(&mut self, depth: usize) -> Result<Argument, String> {
        let word = self.word().ok_or("the tag of the exception is missing, as in `exn 0 …`")?;
        let (tag, ty) = self.words.tag(word).ok_or_else(|| format!("there is no tag `{word}`"))?;
        let arguments = ty.params().iter().map(|ty| self.field(StorageType::Val(*ty), depth));
        Ok(Argument::Exn(tag, arguments.collect::<Result<_, _>>()?))
    }

    /// A part of an object.
    fn field(&mut self, storage: StorageType, depth: usize) -> Result<Argument, String> {
        let (ty, width) = match storage {
            StorageType::I8 => (ValType::I32, Some(8)),
            StorageType::I16 => (ValType::I32, Some(16)),
            StorageType::Val(ty) => (ty, None),
        };
        if let ValKind::Ref(ty) = ty.unpack() {
            return self.reference(ty, depth + 1);
        }
        let shown = || width.map_or_else(|| ty.to_string(), |width| format!("i{width}"));
        let text = self.number().ok_or_else(|| format!("a value of type {} is missing", shown()))?;
        let fits = width.is_none_or(|width| number::integer(&text, width).is_some());
        let val = number::parse(&text, ty).filter(|_| fits);
        val.map(Argument::Val).ok_or_else(|| format!("`{text}` is no {}: {}", shown(), hint(self.words, ty)))
    }

    /// A number, or the words between parentheses.
    fn number(&mut self) -> Option<String> {
        if !self.take("(") {
            return self.word().map(str::to_owned);
        }
        let mut words = Vec::new();
        while let Some(word) = self.word() {
            words.push(word);
        }
        self.take(")").then(|| words.join(" "))
    }

    fn peek(&self) -> Option<&'a str> {
        self.tokens.get(self.at).copied()
    }

    fn take(&mut self, token: &str) -> bool {
        let found = self.peek() == Some(token);
        self.at += usize::from(found);
        found
    }

    /// The next token, if it is no parenthesis.
    fn word(&mut self) -> Option<&'a str> {
        let word = self.peek().filter(|token| !matches!(*token, "(" | ")"))?;
        self.at += 1;
        Some(word)
    }
}

/// What a value of this type looks like.
fn hint(words: &Words<'_>, ty: ValType) -> String {
    let ty = match ty.unpack() {
        ValKind::I32 | ValKind::I64 => return "write an integer that fits, such as 42, -1 or 0xffff_ffff".to_owned(),
        ValKind::F32 | ValKind::F64 => return "write a number such as 1.5, -2e10, 0x1.8p3, inf or nan".to_owned(),
        ValKind::V128 => return "write 128 bits as 0x…, or lanes such as `i32x4 1 2 3 4`".to_owned(),
        ValKind::Ref(ty) => ty,
    };
    let kind = words.module().engine().composite_type(ty.heap());
    let form = match (ty.heap(), kind) {
        (HeapType::NoFunc | HeapType::NoExtern | HeapType::NoExn | HeapType::None, _) => "its only value is `null`",
        (HeapType::Exn, _) => "write `exn $tag 1 2`",
        (HeapType::Func, _) | (_, Some(CompositeType::Func(_))) => {
            "write `func NAME` of an exported function, `func $name` or `func 3`"
        }
        (HeapType::Extern, _) => "write `extern 5` for a value of the host",
        (HeapType::I31, _) => "write `i31 7`, of 31 bits",
        (HeapType::Struct, _) | (_, Some(CompositeType::Struct(_))) => "write `struct $type 1 2`",
        (HeapType::Array, _) | (_, Some(CompositeType::Array(_))) => "write `array $type 1 2 3`",
        (HeapType::Eq, _) => "write `i31 7`, `struct $type 1 2` or `array $type 1 2 3`",
        _ => "write `i31 7`, `struct $type 1 2`, `array $type 1 2 3` or `extern 5`",
    };
    if ty.nullable() && form.starts_with("write") { format!("{form}, or `null`") } else { form.to_owned() }
}
