//! Modules that are found again by the file they are in. Reading and hashing a large module takes longer than starting it;
//! so the cache holds a copy of it, which is mapped, and a note for each file in which it was seen.
//!
//! The note is 32 bytes of the module's hash and 32 that prove who wrote it. The copy is an artefact without code. It is the
//! cache's own file, which nobody changes in place: the program's file is one that the program itself might write to.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};

use wharf_core::{Features, Module as Model};
use wharf_jit::artefact::Target;

use super::directory::Directory;
use super::entry::Entry;
use super::identity::Identity;
use super::inside::{Given, Inside};
use super::name::{self, BUILD, ModuleHash};
use super::precompile::features;
use super::secret::Secret;
use super::writer::{About, Writer};
use crate::policy::Tier;

/// Smaller files are read and hashed in no time, in bytes.
const LEAST: u64 = 256 << 10;
/// What part of the cache one module may take.
const SHARE: u64 = 4;

/// A module that was found by its file.
pub(crate) struct Seen {
    pub(super) hash: ModuleHash,
    pub(crate) inside: Inside,
}

/// What tells a file from others, if it is worth a note.
pub(crate) fn identity_of(file: &File) -> Option<Identity> {
    let large = file.metadata().is_ok_and(|metadata| metadata.len() >= LEAST);
    large.then(|| Identity::of(file)).flatten()
}

/// What is known of a file.
pub(super) fn find(directory: &Directory, file: &Identity, proposals: &Features) -> Option<Seen> {
    let secret = Secret::of(directory)?;
    let hash = read(&directory.open(&name::of_file(file))?, file, &secret)?;
    let entry = Entry::open(directory.open(&name::of_module(hash, proposals))?, Some(&secret)).ok()?;
    if !is_copy(&entry, hash, file, proposals) {
        return None;
    }
    directory.used(entry.file());
    Some(Seen { hash, inside: Inside::lent(&entry)? })
}

/// Whether an entry is the copy of a module that was found valid with these proposals. It has to be of this boot: a machine
/// that failed may have lost what was written last.
fn is_copy(entry: &Entry, hash: ModuleHash, file: &Identity, proposals: &Features) -> bool {
    let head = entry.head();
    head.module == hash && head.build == BUILD && head.features == features(*proposals) && head.boot == file.boot()
}

/// Notes that a valid module lies in a file.
pub(super) fn note(
    directory: &Directory,
    file: &Identity,
    hash: ModuleHash,
    module: &Model,
    proposals: &Features,
    max_bytes: u64,
) -> Option<()> {
    if module.bytes.len() as u64 > max_bytes / SHARE {
        return None;
    }
    let secret = Secret::of_or_new(directory)?;
    let name = name::of_module(hash, proposals);
    let there = directory.open(&name).and_then(|copy| Entry::open(copy, Some(&secret)).ok());
    if !there.is_some_and(|copy| is_copy(&copy, hash, file, proposals)) {
        let written = directory.write(&name, true, |copy| {
            let out = BufWriter::with_capacity(256 << 10, copy);
            Writer::new(out, Some(&Given::of(module)), 0..0)?.finish(about(file, hash, proposals), &secret).map(drop)
        });
        written.ok()?;
    }
    directory.write(&name::of_file(file), true, |note| write(note, file, hash, &secret)).ok()
}

fn about(file: &Identity, module: ModuleHash, proposals: &Features) -> About {
    About {
        target: Target { compiler: String::new(), processor: Vec::new(), options: String::new() },
        tier: Tier::Auto.name(),
        features: features(*proposals),
        module,
        skeleton: [0; 32],
        boot: file.boot().to_owned(),
    }
}

/// What proves a note: it is about this file and this module.
fn proof(file: &Identity, hash: ModuleHash, secret: &Secret) -> blake3::Hash {
    secret.tag(&[b"seen", file.hash(), &hash.0])
}

fn write(note: &mut File, file: &Identity, hash: ModuleHash, secret: &Secret) -> io::Result<()> {
    note.write_all(&[hash.0, *proof(file, hash, secret).as_bytes()].concat())
}

fn read(note: &File, file: &Identity, secret: &Secret) -> Option<ModuleHash> {
    let mut bytes = [[0; 32]; 2];
    note.take(64).read_exact(bytes.as_flattened_mut()).ok()?;
    let hash = ModuleHash(bytes[0]);
    (*proof(file, hash, secret).as_bytes() == bytes[1]).then_some(hash)
}
