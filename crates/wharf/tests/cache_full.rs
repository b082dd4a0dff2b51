//! A disk that is full while an entry is written: the program's result stands, and nothing half-written is left.
//!
//! The test runs itself in a process whose files may not grow beyond a page, with the signal for that ignored.

use std::path::PathBuf;
use std::process::Command;

use rustix::process::{Resource, Rlimit, setrlimit};
use wharf::{Cache, Config, Engine, Instance, Module, Store, Tier};

/// In the child: where the cache is.
const DIRECTORY: &str = "WHARF_TEST_FULL";

#[test]
fn a_full_disk_is_no_error() {
    if let Some(directory) = std::env::var_os(DIRECTORY) {
        return run(directory.into());
    }
    let directory = std::env::temp_dir().join(format!("wharf-tests-full-{}", std::process::id()));
    let own = std::env::current_exe().expect("the test has a file");
    let child = Command::new("sh")
        .args(["-c", "trap '' XFSZ; exec \"$0\" --exact a_full_disk_is_no_error"])
        .arg(own)
        .env(DIRECTORY, &directory)
        .output()
        .expect("a shell");
    assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stdout));
    let left: Vec<_> = std::fs::read_dir(&directory).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["key"], "the key is small enough");
    std::fs::remove_dir_all(&directory).unwrap();
}

fn run(directory: PathBuf) {
    let mut config = Config::new();
    config.tier(Tier::Optimizing).cache(Cache::at(&directory).eager(true));
    let engine = Engine::new(&config).unwrap();
    let functions = "(func (param i32) (result i32) (i32.mul (local.get 0) (i32.const 77)))".repeat(100);
    let text = format!("(module {functions} (func (export \"run\") (result i32) (call 3 (i32.const 2))))");
    let module = Module::new(&engine, text).unwrap();
    let mut store = Store::new(&engine, ());
    let instance = Instance::new(&mut store, &module, &[]).unwrap();
    // Code memory is a file too, which has its size by now.
    let page = Some(4096);
    setrlimit(Resource::Fsize, Rlimit { current: page, maximum: page }).unwrap();
    let func = instance.get_typed_func::<(), i32>(&mut store, "run").unwrap();
    assert_eq!(func.call(&mut store, ()).unwrap(), 154);
    drop(module);
    assert_eq!(engine.stats().cache.kept, 0);
}
