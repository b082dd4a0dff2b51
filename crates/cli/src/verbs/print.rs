//! `wharf print`: binary to text.

mod native;
mod operands;

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use wharf_core::module::Module;
use wharf_core::names::Names;
use wharf_jit::tier::Level;
use wharf_syntax::binary::names::decode_names;
use wharf_syntax::text;
use wharf_syntax::text::print::{Comments, Options, print_with};
use wharf_syntax::text::suggest::nearest;

use crate::failure::{Exit, Failure};
use crate::flags::{Color, Processor};
use crate::input::Input;
use crate::output::Output;
use crate::render::{Highlight, Style};

/// Print a module as text
///
/// The text is in the format of the specification: `wharf parse` makes the same module of it, and with `--exact` the very
/// same bytes. The module need not be valid, only well-formed.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  wharf print app.wasm
  wharf print --fold --func main app.wasm
  wharf print --skeleton --inline-exports app.wasm
  wharf print --operand-stack --offsets app.wasm | less
  wharf --color always print app.wasm | less -R
  wharf print --native main --tier baseline app.wasm
  wharf print --native main --tier optimizing --loops app.wasm
  wharf print --exact app.wasm | wharf parse - | cmp - app.wasm")]
pub struct Print {
    #[command(flatten)]
    output: Output,
    /// Put operands inside the parentheses of what takes them.
    #[arg(short, long)]
    fold: bool,
    /// Leave out bodies and data.
    #[arg(long)]
    skeleton: bool,
    /// Say the offset of each instruction in the binary.
    #[arg(long)]
    offsets: bool,
    /// Say behind each instruction what is on the operand stack then, the top one last. The module must be valid.
    #[arg(long, conflicts_with = "skeleton")]
    operand_stack: bool,
    /// Make up an identifier for what has no name.
    #[arg(long)]
    generate_names: bool,
    /// Write imports in the form of definitions.
    #[arg(long)]
    inline_imports: bool,
    /// Write exports at what they export; their order is lost.
    #[arg(long)]
    inline_exports: bool,
    /// The spaces of one level.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(0..=16))]
    indent: u8,
    /// Print this function only: its name or its index.
    #[arg(long, value_name = "NAME")]
    func: Option<String>,
    /// Print the machine code that wharf's compilers make of this function, beside its instructions: its name or its index.
    #[arg(long, value_name = "FUNC", conflicts_with_all = ["func", "exact", "skeleton", "fold", "operand_stack"])]
    native: Option<String>,
    /// With `--native`: of which compiler. [default: both]
    #[arg(long, value_enum, value_name = "TIER", requires = "native")]
    tier: Option<CompiledTier>,
    /// With `--native`: also the code that goes on at each loop that can be entered, which hot loops get while they run.
    #[arg(long, requires = "native")]
    loops: bool,
    /// With `--native`: code that looks whether its deadline has passed, as `wharf run --timeout` makes it.
    #[arg(long, requires = "native")]
    interruptible: bool,
    /// With `--native`: for which processor. [default: native]
    #[arg(long, value_enum, value_name = "CPU", requires = "native")]
    cpu: Option<Processor>,
    /// With `--native`: write JSON.
    #[arg(long, requires = "native")]
    json: bool,
    /// Keep how every byte was written (long LEB128s, odd sections) in an annotation.
    #[arg(long, conflicts_with_all = ["skeleton", "func", "offsets", "generate_names", "operand_stack"])]
    exact: bool,
    /// A module, binary or text; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// The compilers whose code is shown.
#[derive(Copy, Clone, Debug, clap::ValueEnum)]
enum CompiledTier {
    Baseline,
    Optimizing,
    Both,
}

impl Print {
    /// Does it.
    ///
    /// # Errors
    /// What is malformed in the module, no such function, or what the system says.
    pub fn run(self, color: Color) -> Result<Exit, Failure> {
        let input = Input::module(&self.file)?;
        let module = input.decode()?;
        let names = decode_names(&module);
        if let Some(name) = &self.native {
            return self.print_native(module, &names, name, &input);
        }
        let options = self.options(&module, &names)?;
        let mut operands = match self.operand_stack {
            true => Some(operands::Operands::of(&module).map_err(|error| Failure::of(error, &input))?),
            false => None,
        };
        let mut print = |sink: &mut dyn Write| match self.exact {
            true => text::print_exact(&module, &names, &options, sink),
            false => {
                let comments = operands.as_mut().map(|operands| operands as &mut dyn Comments);
                print_with(&module, &names, &options, comments, sink)
            }
        };
        let style = if self.output.path().is_none() { Style::of_stdout(color) } else { Style::PLAIN };
        let printed = self.output.write(|sink| {
            if !style.is_colored() {
                return print(sink);
            }
            let mut highlight = Highlight::new(sink);
            print(&mut highlight)?;
            highlight.finish().map_err(crate::output::unwritable)
        });
        printed.map_err(|failure| failure.about(&input))?;
        Ok(Exit::SUCCESS)
    }

    fn print_native(&self, module: Module, names: &Names, name: &str, input: &Arc<Input>) -> Result<Exit, Failure> {
        let func = find_func(&module, names, name)?;
        let cpu = self.cpu.unwrap_or(Processor::Native).into();
        let options = wharf_jit::options::Options { cpu, interrupt: self.interruptible, ..Default::default() };
        let fail = |error| Failure::of(error, input);
        let native = native::Native::of(module, names, func, options).map_err(fail)?;
        let levels = match self.tier.unwrap_or(CompiledTier::Both) {
            CompiledTier::Baseline => &[Level::Baseline][..],
            CompiledTier::Optimizing => &[Level::Optimizing],
            CompiledTier::Both => &[Level::Baseline, Level::Optimizing],
        };
        let mut listed = levels.iter().map(|level| native.list(*level)).collect::<Result<Vec<_>, _>>().map_err(fail)?;
        if self.loops {
            listed.extend(native.list_loops().map_err(fail)?);
        }
        self.output.write(|sink| match self.json {
            true => native::write_json(&listed, sink),
            false => native::write_text(&listed, sink),
        })?;
        Ok(Exit::SUCCESS)
    }

    fn options(&self, module: &Module, names: &Names) -> Result<Options, Failure> {
        Ok(Options {
            indent: self.indent.into(),
            fold: self.fold,
            skeleton: self.skeleton,
            offsets: self.offsets,
            generate_names: self.generate_names,
            inline_imports: self.inline_imports,
            inline_exports: self.inline_exports,
            func: self.func.as_deref().map(|name| find_func(module, names, name)).transpose()?,
        })
    }
}

/// The defined function of this name, export or index.
fn find_func(module: &Module, names: &Names, wanted: &str) -> Result<u32, Failure> {
    let bare = wanted.strip_prefix('$').unwrap_or(wanted);
    let by_name = || names.funcs.iter().find(|(_, name)| *name == bare).map(|(index, _)| index);
    let by_export = || module.export(bare).filter(|export| export.kind.keyword() == "func").map(|export| export.index);
    let func = bare.parse().ok().or_else(by_name).or_else(by_export);
    func.filter(|func| module.body(*func).is_some()).ok_or_else(|| {
        let names = names.funcs.iter().map(|(_, name)| name).chain(module.exports.iter().map(|export| &*export.name));
        let way_out = match nearest(bare, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let last = module.funcs.len().saturating_sub(1);
                format!("give a name or an index from {} to {last}", module.imported_funcs())
            }
        };
        Failure::Usage(format!("no function `{wanted}` is defined here: {way_out}"))
    })
}
