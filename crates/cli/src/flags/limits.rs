//! What a program may use before it is stopped.

use std::time::Duration;

use clap::Args;
use wharf::{Config, Store};

/// What a program may use before it is stopped.
#[derive(Clone, Debug, Args)]
pub struct LimitFlags {
    /// Stop the program after this many seconds, such as 1.5.
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    timeout: Option<Duration>,
    /// Stop the program when it has used this much fuel, of which an instruction takes about one unit.
    #[arg(long, value_name = "UNITS")]
    fuel: Option<u64>,
    /// Let no memory of the program grow beyond this size.
    #[arg(long, value_name = "BYTES")]
    max_memory: Option<u64>,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "write a number of seconds, such as 10 or 0.5".to_owned())?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

impl LimitFlags {
    /// Sets up an engine that can keep to the limits.
    pub fn configure(&self, config: &mut Config) {
        config.consume_fuel(self.fuel.is_some()).interruptible(self.timeout.is_some());
        if let Some(bytes) = self.max_memory {
            config.max_memory(bytes);
        }
    }

    /// Sets the limits of a store; the time runs from here.
    pub fn apply<T: Send + 'static>(&self, store: &mut Store<T>) {
        if let Some(fuel) = self.fuel {
            store.set_fuel(fuel);
        }
        store.set_deadline(self.timeout);
    }
}
