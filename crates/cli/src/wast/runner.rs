//! Carries out the directives of a script, one after the other.

use std::collections::HashMap;
use std::thread::JoinHandle;

use wharf::{Config, Engine, Extern, Instance, Linker, Module, SharedMemory, Store};
use wharf_core::{Error, Result, Stage};
use wharf_syntax::text::wast::{Directive, DirectiveKind, Module as ScriptModule};

use super::{Failure, Report, spectest};
use crate::render::brief;

/// Runs a script with an engine of its own. With `print`, the functions of `spectest` print their arguments.
///
/// # Errors
/// When no engine can be made of the configuration. What fails in the script is in the report.
pub fn run(config: &Config, script: &[Directive], print: bool) -> Result<Report> {
    let mut runner = Runner::new(Engine::new(config)?, print)?;
    runner.directives(script);
    Ok(runner.report)
}

/// What a directive does when it goes right is nothing; when it goes wrong, it says what was expected and what came.
pub(super) type Outcome = std::result::Result<(), String>;

/// An instance, as far as a script can name it.
pub(super) enum Named {
    /// One of this thread's store.
    Instance(Instance),
    /// One of another thread's store: its shared memories.
    Foreign(Vec<(String, SharedMemory)>),
}

/// The state of a script, or of a thread of one.
pub(super) struct Runner {
    pub(super) engine: Engine,
    pub(super) store: Store<()>,
    pub(super) linker: Linker<()>,
    /// The last instance made, and those with a name.
    current: Option<Instance>,
    named: HashMap<Box<str>, Named>,
    last_definition: Option<Module>,
    definitions: HashMap<Box<str>, Module>,
    threads: HashMap<Box<str>, JoinHandle<Report>>,
    print: bool,
    report: Report,
}

impl Runner {
    fn new(engine: Engine, print: bool) -> Result<Runner> {
        let mut store = Store::new(&engine, ());
        let mut linker = Linker::new(&engine);
        linker.allow_shadowing(true);
        spectest::define(&mut store, &mut linker, print)?;
        Ok(Runner {
            engine,
            store,
            linker,
            current: None,
            named: HashMap::new(),
            last_definition: None,
            definitions: HashMap::new(),
            threads: HashMap::new(),
            print,
            report: Report::default(),
        })
    }

    fn directives(&mut self, script: &[Directive]) {
        for directive in script {
            match self.directive(&directive.kind) {
                Ok(()) => self.report.passed += 1,
                Err(message) => self.report.failures.push(Failure { at: directive.at, message }),
            }
        }
        // A thread that the script does not wait for still has to end, and its assertions count.
        let names: Vec<Box<str>> = self.threads.keys().cloned().collect();
        for name in names {
            if let Err(message) = self.wait(&name) {
                self.report.failures.push(Failure { at: 0, message });
            }
        }
    }

    fn directive(&mut self, kind: &DirectiveKind) -> Outcome {
        match kind {
            DirectiveKind::Module(module) => self.module(module),
            DirectiveKind::ModuleDefinition(module) => self.definition(module),
            DirectiveKind::ModuleInstance { instance, definition } => self.instance(instance, definition),
            DirectiveKind::Register { name, module } => self.register(name, module.as_deref()),
            DirectiveKind::Action(action) => self.act(action).map(drop).map_err(|error| unexpected(&error)),
            DirectiveKind::AssertReturn { action, results } => self.assert_return(action, results),
            DirectiveKind::AssertTrap { action, message } => self.assert_trap(action, message),
            DirectiveKind::AssertTrapModule { module, message } => self.assert_trap_module(module, message),
            DirectiveKind::AssertExhaustion { action, message } => self.assert_trap(action, message),
            DirectiveKind::AssertException(action) => self.assert_exception(action),
            DirectiveKind::AssertSuspension { .. } => {
                Err("expected an unhandled suspension, but stack switching is not known here".to_owned())
            }
            DirectiveKind::AssertMalformed { module, message } => self.refused(module, Stage::Malformed, message),
            DirectiveKind::AssertInvalid { module, message } => self.refused(module, Stage::Invalid, message),
            DirectiveKind::AssertUnlinkable { module, message } => self.unlinkable(module, message),
            DirectiveKind::AssertMalformedCustom { module, message } => self.refused(module, Stage::Malformed, message),
            DirectiveKind::AssertInvalidCustom { module, message } => self.refused(module, Stage::Invalid, message),
            DirectiveKind::Thread { name, shared, directives } => self.thread(name, shared, directives),
            DirectiveKind::Wait(name) => self.wait(name),
        }
    }

    /// Compiles and validates.
    fn compile(&self, module: &ScriptModule) -> Result<Module> {
        let bytes = module.bytes()?;
        let compiled = Module::from_binary(&self.engine, bytes.into_owned());
        match module.source_map() {
            Some(map) => compiled.map_err(|error| map.locate(error)),
            None => compiled,
        }
    }

    fn instantiate(&mut self, module: &Module) -> Result<Instance> {
        self.linker.instantiate(&mut self.store, module)
    }

    fn module(&mut self, module: &ScriptModule) -> Outcome {
        let compiled = self.compile(module).map_err(|error| unexpected(&error))?;
        // A definition with a name can be instantiated again by `(module instance …)`.
        self.define(module, compiled.clone());
        let instance = self.instantiate(&compiled).map_err(|error| unexpected(&error))?;
        self.became_current(instance, module.id.as_deref());
        Ok(())
    }

    fn became_current(&mut self, instance: Instance, name: Option<&str>) {
        self.current = Some(instance);
        if let Some(name) = name {
            self.named.insert(name.into(), Named::Instance(instance));
        }
    }

    fn define(&mut self, module: &ScriptModule, compiled: Module) {
        if let Some(id) = &module.id {
            self.definitions.insert(id.clone(), compiled.clone());
        }
        self.last_definition = Some(compiled);
    }

    fn definition(&mut self, module: &ScriptModule) -> Outcome {
        let compiled = self.compile(module).map_err(|error| unexpected(&error))?;
        self.define(module, compiled);
        Ok(())
    }

    fn instance(&mut self, instance: &Option<Box<str>>, definition: &Option<Box<str>>) -> Outcome {
        let found = match definition {
            Some(name) => self.definitions.get(name),
            None => self.last_definition.as_ref(),
        };
        let module = found.cloned().ok_or("no such module definition")?;
        let made = self.instantiate(&module).map_err(|error| unexpected(&error))?;
        self.became_current(made, instance.as_deref());
        Ok(())
    }

    /// The instance of this name, or the current one.
    pub(super) fn find(&self, name: Option<&str>) -> Result<Instance> {
        let found = match name {
            None => self.current,
            Some(name) => match self.named.get(name) {
                Some(Named::Instance(instance)) => Some(*instance),
                _ => None,
            },
        };
        found.ok_or_else(|| match name {
            Some(name) => Error::host(format!("no instance is called ${name}")),
            None => Error::host("there is no current instance"),
        })
    }

    fn register(&mut self, name: &str, module: Option<&str>) -> Outcome {
        if let Some(Named::Foreign(memories)) = module.and_then(|module| self.named.get(module)) {
            for (field, memory) in memories {
                let item = Extern::SharedMemory(memory.clone());
                self.linker.define(&self.store, name, field, item).map_err(|error| brief(&error))?;
            }
            return Ok(());
        }
        let instance = self.find(module).map_err(|error| brief(&error))?;
        self.linker.instance(&mut self.store, name, instance).map(drop).map_err(|error| brief(&error))
    }

    /// Starts a thread with a store of its own that sees the shared memories of some instances of this one.
    fn thread(&mut self, name: &str, shared: &[Box<str>], directives: &[Directive]) -> Outcome {
        let mut foreign = Vec::new();
        for id in shared {
            let memories = self.shared_memories(id).map_err(|error| brief(&error))?;
            foreign.push((id.clone(), memories));
        }
        let (engine, print, directives) = (self.engine.clone(), self.print, directives.to_vec());
        let thread = std::thread::spawn(move || match Runner::new(engine, print) {
            Ok(mut runner) => {
                for (id, memories) in foreign {
                    runner.named.insert(id, Named::Foreign(memories));
                }
                runner.directives(&directives);
                runner.report
            }
            Err(error) => {
                let failures =
                    vec![Failure { at: directives.first().map_or(0, |it| it.at), message: error.to_string() }];
                Report { passed: 0, failures }
            }
        });
        self.threads.insert(name.into(), thread);
        Ok(())
    }

    fn shared_memories(&mut self, id: &str) -> Result<Vec<(String, SharedMemory)>> {
        if let Some(Named::Foreign(memories)) = self.named.get(id) {
            return Ok(memories.clone());
        }
        let instance = self.find(Some(id))?;
        let exports: Vec<_> = instance.exports(&mut self.store).collect();
        let memory = |(name, item): (String, Extern)| Some((name, item.into_shared_memory()?));
        Ok(exports.into_iter().filter_map(memory).collect())
    }

    fn wait(&mut self, name: &str) -> Outcome {
        let thread = self.threads.remove(name).ok_or_else(|| format!("no thread is called ${name}"))?;
        let report = thread.join().map_err(|_| format!("thread ${name} panicked"))?;
        self.report.add(report);
        Ok(())
    }

    /// The module must be refused at this stage.
    fn refused(&mut self, module: &ScriptModule, stage: Stage, message: &str) -> Outcome {
        let word = stage.word();
        match self.compile(module) {
            Ok(_) => Err(format!("expected a module that is {word} ({message:?}), but it is valid")),
            Err(error) if error.stage() == stage => Ok(()),
            Err(error) => Err(format!("expected a module that is {word} ({message:?}), got {}", brief(&error))),
        }
    }

    fn unlinkable(&mut self, module: &ScriptModule, message: &str) -> Outcome {
        let made = self.compile(module).and_then(|compiled| self.instantiate(&compiled));
        match made {
            Ok(_) => Err(format!("expected a module that cannot be linked ({message:?}), but it can")),
            Err(error) if error.stage() == Stage::Unlinkable => Ok(()),
            Err(error) => Err(format!("expected a module that cannot be linked ({message:?}), got {}", brief(&error))),
        }
    }

    fn assert_trap_module(&mut self, module: &ScriptModule, message: &str) -> Outcome {
        let compiled = self.compile(module).map_err(|error| unexpected(&error))?;
        super::expect::trap(self.instantiate(&compiled).map(drop), message)
    }
}

/// What to say of an error where none was expected.
pub(super) fn unexpected(error: &Error) -> String {
    format!("expected no error, got {}", brief(error))
}
