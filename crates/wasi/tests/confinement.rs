//! A directory capability reaches nothing outside of its directory, and does nothing its grant does not permit.
//!
//! Each escape known from other runtimes is a test here. The stage is always the same: `outside/secret` lies beside the
//! granted directory `inside`, and in it wait links, slashes and dots of every kind.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use tempfile::TempDir;
use wharf_wasi::core::Error;
use wharf_wasi::core::fs::{Dir, DirPerms, FileFlags, FilePerms, FileType, OpenOptions, Opened, Perms, SetTime};

struct Stage {
    root: TempDir,
    dir: Dir,
}

const ALL: Perms = Perms { dir: DirPerms::all(), file: FilePerms::all() };
const READ_ONLY: Perms = Perms { dir: DirPerms::READ, file: FilePerms::READ };

const READ: OpenOptions = OpenOptions {
    follow: true,
    read: true,
    write: false,
    create: false,
    directory: false,
    exclusive: false,
    truncate: false,
    flags: FileFlags::empty(),
};

impl Stage {
    fn with(perms: Perms) -> Stage {
        let root = tempfile::tempdir().unwrap();
        let (inside, outside) = (root.path().join("inside"), root.path().join("outside"));
        fs::create_dir_all(inside.join("sub/deep")).unwrap();
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("secret"), "secret").unwrap();
        fs::write(inside.join("file"), "file").unwrap();
        fs::write(inside.join("sub/file"), "below").unwrap();
        symlink(&outside, inside.join("absolute")).unwrap();
        symlink("../outside", inside.join("relative")).unwrap();
        symlink("../outside/secret", inside.join("relative_file")).unwrap();
        symlink("../../outside", inside.join("sub/up")).unwrap();
        symlink("sub/../../outside", inside.join("winding")).unwrap();
        symlink("/proc/self/root", inside.join("magic")).unwrap();
        symlink("loop", inside.join("loop")).unwrap();
        symlink("sub", inside.join("good")).unwrap();
        let dir = Dir::open_host(&inside, perms).unwrap();
        Stage { root, dir }
    }

    fn inside(&self) -> PathBuf {
        self.root.path().join("inside")
    }

    fn outside(&self) -> PathBuf {
        self.root.path().join("outside")
    }

    fn open(&self, path: &str, options: OpenOptions) -> Result<Opened, Error> {
        self.dir.open(path.as_bytes(), options)
    }

    /// The tree outside is as it was.
    fn assert_untouched(&self) {
        let names: Vec<_> = fs::read_dir(self.outside()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["secret"], "the guest changed what is outside");
        assert_eq!(fs::read(self.outside().join("secret")).unwrap(), b"secret");
    }
}

fn expect_file(opened: Result<Opened, Error>) -> wharf_wasi::core::fs::File {
    match opened {
        Ok(Opened::File(file)) => file,
        other => panic!("expected a file: {other:?}"),
    }
}

/// Paths of directories outside, in every spelling.
const OUT: [&str; 12] = [
    "..",
    "../",
    "../outside",
    "sub/../../outside",
    "absolute",
    "absolute/",
    "relative",
    "relative//",
    "sub/up",
    "sub/up/.",
    "winding",
    "good/../../outside",
];

#[test]
fn nothing_outside_can_be_opened() {
    let stage = Stage::with(ALL);
    for path in OUT {
        for options in [READ, OpenOptions { directory: true, ..READ }] {
            assert_eq!(stage.open(path, options).unwrap_err(), Error::Perm, "{path}");
        }
        let secret = format!("{path}/secret");
        if !path.ends_with("..") && !path.ends_with("../") {
            assert_eq!(stage.open(&secret, READ).unwrap_err(), Error::Perm, "{secret}");
        }
    }
    assert_eq!(stage.open("relative_file", READ).unwrap_err(), Error::Perm);
    assert_eq!(stage.open("/", READ).unwrap_err(), Error::Perm);
    assert_eq!(stage.open("/etc/passwd", READ).unwrap_err(), Error::Perm);
    assert!(stage.open("magic/etc/passwd", READ).is_err());
    assert_eq!(stage.open("loop", READ).unwrap_err(), Error::Loop);
    assert_eq!(stage.open("", READ).unwrap_err(), Error::NoEnt);
}

#[test]
fn nothing_is_created_or_cut_outside() {
    let stage = Stage::with(ALL);
    let create = OpenOptions { write: true, create: true, ..READ };
    for path in ["absolute/new", "relative/new", "../outside/new", "sub/up/new", "winding/new", "relative_file"] {
        for follow in [true, false] {
            assert!(stage.open(path, OpenOptions { follow, ..create }).is_err(), "{path}");
            let truncate = OpenOptions { follow, truncate: true, ..create };
            assert!(stage.open(path, truncate).is_err(), "{path}");
        }
    }
    // A dangling link must not become the way to create its target.
    symlink("../outside/dangling", stage.inside().join("dangling")).unwrap();
    assert_eq!(stage.open("dangling", create).unwrap_err(), Error::Perm);
    stage.assert_untouched();
}

/// GHSA-vqjp-4c8c-hfgg: a slash after a link made resolvers follow it out of the sandbox.
#[test]
fn a_slash_after_a_link_does_not_lead_out() {
    let stage = Stage::with(ALL);
    for path in ["absolute/", "relative/", "relative//", "sub/up/", "winding/"] {
        for follow in [true, false] {
            assert_eq!(stage.open(path, OpenOptions { follow, ..READ }).unwrap_err(), Error::Perm, "{path}");
            assert_eq!(stage.dir.stat_at(path.as_bytes(), follow).unwrap_err(), Error::Perm, "{path}");
            let set = stage.dir.set_times_at(path.as_bytes(), follow, SetTime::To(0), SetTime::To(0));
            assert_eq!(set, Err(Error::Perm), "{path}");
        }
        assert_eq!(stage.dir.read_link(path.as_bytes()), Err(Error::Perm), "{path}");
        assert_eq!(stage.dir.unlink_file(path.as_bytes()), Err(Error::NotDir), "{path}");
        assert_eq!(stage.dir.remove_dir(path.as_bytes()), Err(Error::NotDir), "{path}");
        assert_eq!(stage.dir.link(path.as_bytes(), false, &stage.dir, b"linked"), Err(Error::NotDir), "{path}");
        assert!(stage.dir.link(path.as_bytes(), true, &stage.dir, b"linked").is_err(), "{path}");
        assert_eq!(stage.dir.create_dir(path.as_bytes()), Err(Error::Exist), "{path}");
        assert_eq!(stage.dir.symlink(b"file", path.as_bytes()), Err(Error::Exist), "{path}");
    }
    assert_eq!(stage.open("good/", OpenOptions { follow: false, ..READ }).map(|_| ()), Ok(()), "a link that stays");
    stage.assert_untouched();
}

/// GHSA-m9f7-9w4p-gv38: the same by rename.
#[test]
fn rename_does_not_lead_out() {
    let stage = Stage::with(ALL);
    for path in ["absolute/", "relative/", "sub/up/"] {
        assert_eq!(stage.dir.rename(path.as_bytes(), &stage.dir, b"x"), Err(Error::NotDir), "{path}");
        assert!(stage.dir.rename(b"sub", &stage.dir, path.as_bytes()).is_err(), "{path}");
        assert!(stage.dir.rename(b"file", &stage.dir, path.as_bytes()).is_err(), "{path}");
    }
    for path in ["absolute/secret", "../outside/secret", "sub/up/secret"] {
        assert_eq!(stage.dir.rename(path.as_bytes(), &stage.dir, b"x"), Err(Error::Perm), "{path}");
        assert_eq!(stage.dir.rename(b"file", &stage.dir, path.as_bytes()), Err(Error::Perm), "{path}");
        assert_eq!(stage.dir.link(path.as_bytes(), false, &stage.dir, b"x"), Err(Error::Perm), "{path}");
        assert_eq!(stage.dir.link(b"file", false, &stage.dir, path.as_bytes()), Err(Error::Perm), "{path}");
    }
    for path in [".", "..", "sub/.", "sub/.."] {
        assert_eq!(stage.dir.rename(path.as_bytes(), &stage.dir, b"x"), Err(Error::Busy), "{path}");
        assert_eq!(stage.dir.rename(b"sub", &stage.dir, path.as_bytes()), Err(Error::Busy), "{path}");
    }
    stage.assert_untouched();
}

#[test]
fn nothing_outside_can_be_changed() {
    let stage = Stage::with(ALL);
    for path in ["absolute/x", "relative/x", "../outside/x", "sub/up/x", "winding/x", "../x"] {
        let path = path.as_bytes();
        assert_eq!(stage.dir.create_dir(path), Err(Error::Perm));
        assert_eq!(stage.dir.symlink(b"file", path), Err(Error::Perm));
        assert_eq!(stage.dir.unlink_file(path), Err(Error::Perm));
        assert_eq!(stage.dir.remove_dir(path), Err(Error::Perm));
    }
    for path in ["absolute/secret", "relative/secret", "relative_file", "sub/up/secret"] {
        let path = path.as_bytes();
        assert_eq!(stage.dir.stat_at(path, true).unwrap_err(), Error::Perm);
        assert_eq!(stage.dir.set_times_at(path, true, SetTime::To(0), SetTime::To(0)), Err(Error::Perm));
    }
    assert_eq!(stage.dir.link(b"relative_file", true, &stage.dir, b"x"), Err(Error::Perm));
    stage.assert_untouched();
}

/// CVE-2024-38358, CVE-2025-43853: links the guest makes itself.
#[test]
fn links_made_by_the_guest_do_not_lead_out() {
    let stage = Stage::with(ALL);
    for target in ["/", "/etc", "/etc/passwd", ""] {
        assert!(stage.dir.symlink(target.as_bytes(), b"made").is_err(), "{target:?}");
    }
    for target in ["..", "../outside", "sub/../../outside", "./../outside"] {
        stage.dir.symlink(target.as_bytes(), b"made").unwrap();
        assert_eq!(stage.open("made", READ).unwrap_err(), Error::Perm, "{target}");
        assert_eq!(stage.open("made/secret", READ).unwrap_err(), Error::Perm, "{target}");
        stage.dir.unlink_file(b"made").unwrap();
    }
    // A link that is good where it is made must not become bad by being moved or linked elsewhere.
    stage.dir.symlink(b"../../outside", b"sub/deep/made").unwrap();
    assert_eq!(stage.open("sub/deep/made", READ).unwrap_err(), Error::NoEnt);
    stage.dir.rename(b"sub/deep/made", &stage.dir, b"sub/made").unwrap();
    assert_eq!(stage.open("sub/made", READ).unwrap_err(), Error::Perm);
    stage.assert_untouched();
}

#[test]
fn a_subdirectory_is_its_own_root() {
    let stage = Stage::with(ALL);
    let Opened::Dir(sub) = stage.open("sub", OpenOptions { directory: true, ..READ }).unwrap() else { panic!() };
    assert_eq!(sub.open(b"../file", READ).unwrap_err(), Error::Perm);
    assert_eq!(sub.open(b"..", READ).unwrap_err(), Error::Perm);
    expect_file(sub.open(b"deep/../file", READ));
}

#[test]
fn good_paths_work() {
    let stage = Stage::with(ALL);
    for path in ["file", "./file", "sub/../file", "sub//deep/../../file", "good/../file"] {
        assert_eq!(expect_file(stage.open(path, READ)).stat().unwrap().size, 4, "{path}");
    }
    assert_eq!(stage.open("file/", READ).unwrap_err(), Error::NotDir);
    assert_eq!(stage.open("good", OpenOptions { follow: false, ..READ }).unwrap_err(), Error::Loop);
    assert_eq!(stage.dir.read_link(b"good"), Ok(b"sub".to_vec()));
    assert_eq!(stage.dir.read_link(b"file"), Err(Error::Inval));
    assert_eq!(stage.dir.stat_at(b"good", false).unwrap().file_type, FileType::SymbolicLink);
    assert_eq!(stage.dir.stat_at(b"good", true).unwrap().file_type, FileType::Directory);
    assert_eq!(stage.dir.link(b"good", true, &stage.dir, b"x"), Err(Error::Perm), "a directory has one name");
    symlink("good/file", stage.inside().join("far")).unwrap();
    stage.dir.link(b"far", true, &stage.dir, b"followed").unwrap();
    assert_eq!(fs::read(stage.inside().join("followed")).unwrap(), b"below");
    stage.dir.link(b"far", false, &stage.dir, b"itself").unwrap();
    assert_eq!(stage.dir.read_link(b"itself"), Ok(b"good/file".to_vec()));
    stage.dir.rename(b"sub/", &stage.dir, b"renamed/").unwrap();
    assert_eq!(stage.dir.rename(b"file/", &stage.dir, b"x"), Err(Error::NotDir));
    stage.dir.remove_dir(b"renamed/deep/").unwrap();
    assert_eq!(stage.dir.remove_dir(b"renamed"), Err(Error::NotEmpty));
}

/// GHSA-2r75-cxrj-cmph: opening with truncation ignored that the grant is read-only.
#[test]
fn a_read_only_grant_cannot_be_written() {
    let stage = Stage::with(READ_ONLY);
    for options in [
        OpenOptions { write: true, ..READ },
        OpenOptions { truncate: true, ..READ },
        OpenOptions { truncate: true, read: false, ..READ },
        OpenOptions { create: true, ..READ },
        OpenOptions { create: true, exclusive: true, read: false, ..READ },
    ] {
        assert_eq!(stage.open("file", options).unwrap_err(), Error::Perm, "{options:?}");
        assert_eq!(stage.open("new", options).unwrap_err(), Error::Perm, "{options:?}");
    }
    let file = expect_file(stage.open("file", READ));
    assert_eq!(file.write(&[std::io::IoSlice::new(b"x")]), Err(Error::BadF));
    assert_eq!(file.set_size(0), Err(Error::BadF));
    assert_eq!(file.allocate(0, 100), Err(Error::BadF));
    assert_eq!(file.set_times(SetTime::Now, SetTime::Now), Err(Error::Perm));
    assert_eq!(stage.dir.set_times(SetTime::Now, SetTime::Now), Err(Error::Perm));
    for follow in [true, false] {
        assert_eq!(stage.dir.set_times_at(b"file", follow, SetTime::Now, SetTime::Keep), Err(Error::Perm));
        assert_eq!(stage.dir.set_times_at(b"good", follow, SetTime::Now, SetTime::Keep), Err(Error::Perm));
    }
    assert_eq!(stage.dir.create_dir(b"new"), Err(Error::Perm));
    assert_eq!(stage.dir.symlink(b"file", b"new"), Err(Error::Perm));
    assert_eq!(stage.dir.unlink_file(b"file"), Err(Error::Perm));
    assert_eq!(stage.dir.remove_dir(b"sub/deep"), Err(Error::Perm));
    assert_eq!(fs::read(stage.inside().join("file")).unwrap(), b"file");
    // What is opened through it is no more than it.
    let Opened::Dir(sub) = stage.open("sub", READ).unwrap() else { panic!() };
    assert_eq!(sub.unlink_file(b"file"), Err(Error::Perm));
}

/// GHSA-4ch3-9j33-3pmj: link and rename looked at the permissions of one end only.
#[test]
fn link_and_rename_look_at_both_ends() {
    let stage = Stage::with(ALL);
    fs::create_dir(stage.root.path().join("other")).unwrap();
    let other = |perms| Dir::open_host(&stage.root.path().join("other"), perms).unwrap();
    let read_only = other(READ_ONLY);
    assert_eq!(stage.dir.link(b"file", false, &read_only, b"x"), Err(Error::Perm));
    assert_eq!(stage.dir.rename(b"file", &read_only, b"x"), Err(Error::Perm));
    let source = Dir::open_host(&stage.inside(), READ_ONLY).unwrap();
    assert_eq!(source.link(b"file", false, &other(ALL), b"x"), Err(Error::Perm));
    assert_eq!(source.rename(b"file", &other(ALL), b"x"), Err(Error::Perm));
    // Entries may be moved here, files may not be written: a move would make them writable.
    let fixed_files = Perms { dir: DirPerms::all(), file: FilePerms::READ };
    let source = Dir::open_host(&stage.inside(), fixed_files).unwrap();
    assert_eq!(source.link(b"file", false, &other(ALL), b"x"), Err(Error::Perm));
    assert_eq!(source.rename(b"file", &other(ALL), b"x"), Err(Error::Perm));
    source.rename(b"file", &other(fixed_files), b"x").unwrap();
}

#[test]
fn a_write_only_grant_cannot_be_read() {
    let stage = Stage::with(Perms { dir: DirPerms::all(), file: FilePerms::WRITE });
    assert_eq!(stage.open("file", READ).unwrap_err(), Error::Perm);
    assert_eq!(stage.open("file", OpenOptions { create: true, ..READ }).unwrap_err(), Error::Perm);
    let file = expect_file(stage.open("file", OpenOptions { read: false, write: true, ..READ }));
    assert_eq!(file.write(&[std::io::IoSlice::new(b"x")]), Ok(1));
    let stage = Stage::with(Perms { dir: DirPerms::MUTATE, file: FilePerms::all() });
    assert_eq!(stage.open("file", READ).unwrap_err(), Error::Perm);
    assert_eq!(stage.dir.stat_at(b"file", true).unwrap_err(), Error::Perm);
    assert_eq!(stage.dir.read_link(b"good"), Err(Error::Perm));
}

/// While another thread moves a directory back and forth, no `..` leads out.
#[test]
fn a_race_does_not_lead_out() {
    let stage = Stage::with(ALL);
    let (from, to) = (stage.inside().join("sub/deep"), stage.outside().join("deep"));
    std::thread::scope(|scope| {
        let mover = scope.spawn(|| {
            for _ in 0..2000 {
                fs::rename(&from, &to).unwrap();
                fs::rename(&to, &from).unwrap();
            }
        });
        while !mover.is_finished() {
            if let Ok(stat) = stage.dir.stat_at(b"sub/deep/../secret", true) {
                panic!("the guest saw what is outside: {stat:?}");
            }
        }
    });
}
