//! For what machine code was made, and whether it may run here.

use wharf_core::Result;

use crate::optimizing;
use crate::options::{Cpu, Options};

/// For what code was made.
///
/// ```
/// use wharf_jit::artefact::Target;
/// use wharf_jit::options::{Cpu, Options};
///
/// let old = Target::of(&Options { cpu: Cpu::V2, ..Options::default() })?;
/// let here = Target::of(&Options::default())?;
/// assert_eq!(old.missing_on(&here), None);
/// # Ok::<(), wharf_core::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    /// The compiler's version and the architecture.
    pub compiler: String,
    /// What the processor must have beyond the least that wharf asks for.
    pub processor: Vec<String>,
    /// What the code does besides what the module says.
    pub options: String,
}

/// Why code cannot run on a machine or in an engine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Missing {
    /// It was made by another compiler, or for another architecture.
    Compiler,
    /// The processor lacks these features.
    Processor(Vec<String>),
    /// It was made with other options: counting fuel or not, say.
    Options,
}

impl Target {
    /// For what an engine with these options makes code.
    ///
    /// # Errors
    /// This machine has no compiled tiers.
    pub fn of(options: &Options) -> Result<Target> {
        let (compiler, processor) = optimizing::target(options)?;
        // `Debug` names every option, also those that are not thought of yet.
        let options = format!("{:?}", Options { cpu: Cpu::Native, ..*options });
        Ok(Target { compiler, processor, options })
    }

    /// What keeps this code from running where `here` is what code is made for.
    pub fn missing_on(&self, here: &Target) -> Option<Missing> {
        if self.compiler != here.compiler {
            return Some(Missing::Compiler);
        }
        // Code that can be stopped does no harm where nobody wants to stop it.
        let stoppable = here.options.replace("interrupt: false", "interrupt: true");
        if self.options != here.options && self.options != stoppable {
            return Some(Missing::Options);
        }
        let lacks = self.processor.iter().filter(|feature| !here.processor.contains(feature));
        let lacks: Vec<String> = lacks.cloned().collect();
        (!lacks.is_empty()).then_some(Missing::Processor(lacks))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_needs_its_compiler_its_options_and_its_processor() {
        let plain = Target { compiler: "c 1".into(), processor: vec!["avx".into()], options: "none".into() };
        assert_eq!(plain.missing_on(&plain), None);
        let more = Target { processor: vec!["avx".into(), "bmi1".into()], ..plain.clone() };
        assert_eq!(plain.missing_on(&more), None);
        assert_eq!(more.missing_on(&plain), Some(Missing::Processor(vec!["bmi1".into()])));
        let fuel = Target { options: "fuel".into(), ..plain.clone() };
        assert_eq!(fuel.missing_on(&plain), Some(Missing::Options));
        let newer = Target { compiler: "c 2".into(), ..plain.clone() };
        assert_eq!(plain.missing_on(&newer), Some(Missing::Compiler));
    }

    #[test]
    fn every_option_counts() {
        let of = |options: Options| Target::of(&options).expect("this machine is supported").options;
        let plain = of(Options::default());
        for other in [
            Options { fuel: true, ..Options::default() },
            Options { interrupt: true, ..Options::default() },
            Options { dense_memories: true, ..Options::default() },
            Options { canonical_nans: true, ..Options::default() },
        ] {
            assert_ne!(of(other), plain);
        }
        let stoppable = Target::of(&Options { interrupt: true, ..Options::default() }).expect("as above");
        let here = Target::of(&Options::default()).expect("as above");
        assert_eq!((stoppable.missing_on(&here), here.missing_on(&stoppable)), (None, Some(Missing::Options)));
        assert_eq!(of(Options { cpu: Cpu::V2, ..Options::default() }), plain);
    }
}
