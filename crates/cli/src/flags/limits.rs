//! What a program may use before it is stopped.

use std::time::Duration;

use clap::Args;
use wharf::{Config, Store};

/// What a program may use before it is stopped.
#[derive(Clone, Debug, Args)]
pub struct LimitFlags {
    /// Stop the program after this time: `2s`, `500ms`, `1m`; a bare number, such as 1.5, is seconds.
    #[arg(long, value_name = "TIME", value_parser = duration)]
    timeout: Option<Duration>,
    /// Stop the program when it has used this much fuel, of which an instruction takes about one unit.
    #[arg(long, value_name = "UNITS")]
    fuel: Option<u64>,
    /// Let no memory of the program grow beyond this size.
    #[arg(long, value_name = "BYTES")]
    max_memory: Option<u64>,
}

/// The units of time that `--timeout` takes, in seconds. `ms` stands before `s`, which it ends with.
const UNITS: [(&str, f64); 6] = [("ns", 1e-9), ("us", 1e-6), ("ms", 1e-3), ("s", 1.0), ("m", 60.0), ("h", 3600.0)];

/// A time as people write it: a number and a unit, or seconds.
fn duration(text: &str) -> Result<Duration, String> {
    let unit = UNITS.into_iter().find_map(|(unit, seconds)| Some((text.strip_suffix(unit)?, seconds)));
    let (number, unit) = unit.unwrap_or((text, 1.0));
    // `f64` also reads words such as `inf`, which are no time.
    let number = number.trim_end();
    let digits = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number: Option<f64> = number.parse().ok().filter(|_| digits);
    let number = number.ok_or_else(|| "write a number and a unit, such as 2s, 500ms or 1.5".to_owned())?;
    Duration::try_from_secs_f64(number * unit).map_err(|error| error.to_string())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        let millis = |text: &str| duration(text).map(|time| time.as_millis());
        assert_eq!(millis("2s"), Ok(2000));
        assert_eq!(millis("500ms"), Ok(500));
        assert_eq!(millis("1.5"), Ok(1500));
        assert_eq!(millis("0.5m"), Ok(30_000));
        assert_eq!(millis("2 s"), Ok(2000));
        assert_eq!(duration("250us"), Ok(Duration::from_micros(250)));
        for wrong in ["", "s", "-1", "1e3", "inf", "nan", "2 days", "1.2.3", "99999999999999999999h"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }
}
