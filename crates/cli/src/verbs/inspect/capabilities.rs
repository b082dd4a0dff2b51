//! What the imports of a module mean: each function of WASI preview 1 belongs to something a host may grant or refuse.
//!
//! Specification: [WASI preview 1](https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md).

use std::collections::BTreeMap;

use serde::Serialize;
use wharf_core::module::{Import, Module};

use super::super::objdump::words;

/// What a module needs from its host.
#[derive(Serialize, Debug, Default)]
pub struct Needs {
    /// What it can do with WASI, each in words with the functions that allow it.
    pub capabilities: Vec<Capability>,
    /// Everything else it imports.
    pub others: Vec<Other>,
}

/// Something it can do.
#[derive(Serialize, Debug)]
pub struct Capability {
    /// In words.
    pub what: &'static str,
    /// The imported functions.
    pub functions: Vec<String>,
}

/// An import that belongs to no known interface.
#[derive(Serialize, Debug)]
pub struct Other {
    /// The first level of the name.
    pub module: String,
    /// The second level of the name.
    pub name: String,
    /// Kind and type.
    #[serde(rename = "type")]
    pub ty: String,
}

/// In words, what the functions of WASI allow; the order is the one of the screen.
const CAPABILITIES: &[(&str, &[&str])] = &[
    ("reads its arguments", &["args_get", "args_sizes_get"]),
    ("reads the environment variables you give it", &["environ_get", "environ_sizes_get"]),
    ("reads the clock", &["clock_time_get", "clock_res_get"]),
    ("sleeps, or waits for input and output", &["poll_oneoff", "sched_yield"]),
    ("gets random bytes", &["random_get"]),
    ("reads standard input and the files it opened", &["fd_read", "fd_pread"]),
    ("writes standard output and the files it opened", &["fd_write", "fd_pwrite"]),
    ("opens and creates files in the directories you grant", &["path_open"]),
    ("lists the directories you grant", &["fd_readdir"]),
    ("reads links and attributes in the directories you grant", &["path_filestat_get", "path_readlink"]),
    (
        "creates directories and links in the directories you grant",
        &["path_create_directory", "path_link", "path_symlink"],
    ),
    ("renames and removes in the directories you grant", &["path_rename", "path_remove_directory", "path_unlink_file"]),
    (
        "changes sizes and times of files",
        &["fd_filestat_set_size", "fd_filestat_set_times", "path_filestat_set_times", "fd_allocate"],
    ),
    (
        "handles open files",
        &[
            "fd_advise",
            "fd_close",
            "fd_datasync",
            "fd_fdstat_get",
            "fd_fdstat_set_flags",
            "fd_fdstat_set_rights",
            "fd_filestat_get",
            "fd_prestat_get",
            "fd_prestat_dir_name",
            "fd_renumber",
            "fd_seek",
            "fd_sync",
            "fd_tell",
        ],
    ),
    ("uses sockets that you hand over", &["sock_accept", "sock_recv", "sock_send", "sock_shutdown"]),
    ("ends itself with an exit code", &["proc_exit", "proc_raise"]),
    ("starts threads", &["thread-spawn"]),
];

/// What stands for WASI in the first level of names.
const WASI: &[&str] = &["wasi_snapshot_preview1", "wasi_unstable", "wasi"];

/// Sorts the imports of a module by what they allow.
pub fn needs(module: &Module) -> Needs {
    let mut granted: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut others = Vec::new();
    for import in &module.imports {
        match capability(import) {
            Some(capability) => granted.entry(capability).or_default().push(import.name.to_string()),
            None => others.push(Other {
                module: import.module.to_string(),
                name: import.name.to_string(),
                ty: words::extern_type(module, &import.ty),
            }),
        }
    }
    let named = |(index, functions): (usize, _)| Capability { what: CAPABILITIES[index].0, functions };
    Needs { capabilities: granted.into_iter().map(named).collect(), others }
}

/// Which capability an import belongs to.
fn capability(import: &Import) -> Option<usize> {
    let wasi = WASI.contains(&&*import.module);
    wasi.then(|| CAPABILITIES.iter().position(|(_, functions)| functions.contains(&&*import.name))).flatten()
}

/// Whether an import belongs to WASI by its first name.
pub fn is_wasi(import: &Import) -> bool {
    WASI.contains(&&*import.module) || import.module.starts_with("wasi:")
}
