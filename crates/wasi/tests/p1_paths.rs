//! Preview 1: names, links, slashes.

mod guest;

use guest::*;
use std::fs;
use wharf_wasi::{DirPerms, FilePerms, WasiCtx};

fn stage() -> (tempfile::TempDir, Guest) {
    let dir = tempfile::tempdir().unwrap();
    let guest = Guest::in_dir(&dir);
    (dir, guest)
}

#[test]
fn paths_of_all_kinds() {
    let (_dir, mut guest) = stage();
    guest.mkdir(3, "dir").unwrap();
    guest.mkdir(3, "dir/nested/").unwrap();
    guest.create(3, "dir/nested/file");
    assert!(guest.open(3, "dir/.//nested/../../dir/nested/../nested///./file", 0, 0).is_ok());
    assert!(guest.open(3, "dir/nested/", 0, 0).is_ok());
    assert!(guest.open(3, "dir/nested///", 0, 0).is_ok());
    assert_eq!(guest.open(3, "/dir/nested/file", 0, 0), Err(PERM));
    assert_eq!(guest.open(3, "dir/nested/file\0", 0, 0), Err(INVAL));
    assert_eq!(guest.open(3, "dir/nested/file/", 0, 0), Err(NOTDIR));
    assert_eq!(guest.open(3, "dir/nested/file///", 0, 0), Err(NOTDIR));
    assert_eq!(guest.open(3, "dir/nested/../../../dir/nested/file", 0, 0), Err(PERM));
    assert_eq!(guest.open(3, &"x/".repeat(2040), 0, 0), Err(NOENT));
    assert_eq!(guest.open(3, &"x/".repeat(2048), 0, 0), Err(37));
    assert_eq!(guest.open(3, &"x".repeat(256), 0, 0), Err(37));
    assert_eq!(guest.mkdir(3, "dir"), Err(EXIST));
    assert_eq!(guest.mkdir(3, "."), Err(EXIST));
    assert_eq!(guest.mkdir(3, "dir/.."), Err(EXIST));
    assert_eq!(guest.mkdir(3, "none/dir"), Err(NOENT));
    assert_eq!(guest.rmdir(3, "dir"), Err(NOTEMPTY));
    assert_eq!(guest.rmdir(3, "dir/."), Err(INVAL));
    assert_eq!(guest.rmdir(3, "dir/nested/.."), Err(NOTEMPTY));
}

#[test]
fn names_need_not_be_utf_8() {
    let (dir, mut guest) = stage();
    use std::os::unix::ffi::OsStrExt;
    fs::write(dir.path().join(std::ffi::OsStr::from_bytes(b"caf\xe9")), "x").unwrap();
    guest.put(DATA, b"caf\xe9");
    assert_eq!(guest.call("path_unlink_file", &[3, DATA, 4]), Ok(()));
}

#[test]
fn removing_and_slashes() {
    let (_dir, mut guest) = stage();
    guest.mkdir(3, "dir").unwrap();
    assert_eq!(guest.unlink(3, "dir"), Err(ISDIR));
    assert_eq!(guest.unlink(3, "dir/"), Err(ISDIR));
    assert_eq!(guest.unlink(3, "."), Err(ISDIR));
    guest.create(3, "file");
    assert_eq!(guest.unlink(3, "file/"), Err(NOTDIR));
    assert_eq!(guest.rmdir(3, "file"), Err(NOTDIR));
    assert_eq!(guest.rmdir(3, "file/"), Err(NOTDIR));
    assert_eq!(guest.unlink(3, "none/"), Err(NOENT));
    assert_eq!(guest.unlink(3, "file"), Ok(()));
    assert_eq!(guest.rmdir(3, "dir/"), Ok(()));
    assert_eq!(guest.rmdir(3, "dir"), Err(NOENT));
}

#[test]
fn renaming() {
    let (_dir, mut guest) = stage();
    guest.mkdir(3, "source").unwrap();
    guest.rename(3, "source", 3, "target").unwrap();
    assert_eq!(guest.open(3, "source", DIRECTORY, 0), Err(NOENT));
    // Onto an empty directory, a full one, a file in one.
    guest.mkdir(3, "source").unwrap();
    guest.rename(3, "source", 3, "target").unwrap();
    guest.mkdir(3, "source").unwrap();
    guest.create(3, "target/file");
    assert_eq!(guest.rename(3, "source", 3, "target"), Err(NOTEMPTY));
    assert_eq!(guest.rename(3, "source", 3, "target/file"), Err(NOTDIR));
    // Files.
    guest.create(3, "file");
    guest.rename(3, "file", 3, "other").unwrap();
    guest.create(3, "file");
    guest.rename(3, "file", 3, "other").unwrap();
    assert_eq!(guest.open(3, "file", 0, 0), Err(NOENT));
    assert_eq!(guest.rename(3, "other", 3, "source"), Err(ISDIR));
    assert_eq!(guest.rename(3, "other/", 3, "x"), Err(NOTDIR));
    assert_eq!(guest.rename(3, "other", 3, "x/"), Err(NOTDIR));
    assert_eq!(guest.rename(3, "none", 3, "x"), Err(NOENT));
    // Directories with slashes.
    guest.rename(3, "source/", 3, "x").unwrap();
    guest.rename(3, "x", 3, "source/").unwrap();
    guest.rename(3, "source/", 3, "x/").unwrap();
    // Between directories.
    let target = guest.open(3, "target", DIRECTORY, 0).unwrap();
    guest.rename(3, "other", target, "moved").unwrap();
    assert!(guest.open(3, "target/moved", 0, 0).is_ok());
    assert_eq!(guest.rename(3, "target", target, "below"), Err(INVAL));
}

#[test]
fn hard_links() {
    let (_dir, mut guest) = stage();
    let file = guest.open(3, "file", CREAT, READ).unwrap();
    guest.link(3, 0, "file", 3, "link").unwrap();
    let link = guest.open(3, "link", 0, READ).unwrap();
    assert_eq!(guest.filestat(file), guest.filestat(link));
    assert_eq!(guest.fdstat(file), guest.fdstat(link));
    assert_eq!(guest.filestat(file).unwrap().links, 2);
    assert_eq!(guest.link(3, 0, "file", 3, "link"), Err(EXIST));
    assert_eq!(guest.link(3, 0, "file", 3, "file"), Err(EXIST));
    guest.mkdir(3, "sub").unwrap();
    let sub = guest.open(3, "sub", DIRECTORY, 0).unwrap();
    guest.link(3, 0, "file", sub, "link").unwrap();
    assert_eq!(guest.link(3, 0, "file", 3, "sub"), Err(EXIST));
    assert_eq!(guest.link(3, 0, "file", 3, "new/"), Err(NOENT));
    assert_eq!(guest.link(3, 0, "file/", 3, "new"), Err(NOTDIR));
    assert_eq!(guest.link(3, 0, "sub", 3, "new"), Err(PERM));
    guest.symlink("none", 3, "dangling").unwrap();
    guest.link(3, 0, "dangling", 3, "copy").unwrap();
    assert_eq!(guest.readlink(3, "copy", 100).unwrap(), b"none");
    assert_eq!(guest.link(3, FOLLOW, "dangling", 3, "new"), Err(NOENT));
    assert_eq!(guest.link(3, 0, "file", 3, "dangling"), Err(EXIST));
    guest.symlink("loop", 3, "loop").unwrap();
    guest.link(3, 0, "loop", 3, "loop2").unwrap();
    assert_eq!(guest.link(3, FOLLOW, "loop", 3, "new"), Err(LOOP));
    assert_eq!(guest.link(3, 2, "file", 3, "new"), Err(INVAL));
}

#[test]
fn symbolic_links() {
    let (_dir, mut guest) = stage();
    guest.mkdir(3, "dir").unwrap();
    guest.symlink("dir", 3, "link").unwrap();
    assert_eq!(guest.readlink(3, "link", 10).unwrap(), b"dir");
    assert_eq!(guest.readlink(3, "link", 2).unwrap(), b"di");
    assert_eq!(guest.readlink(3, "dir", 10), Err(INVAL));
    assert_eq!(guest.filestat_at(3, 0, "link").unwrap().filetype, 7);
    assert_eq!(guest.filestat_at(3, FOLLOW, "link").unwrap().filetype, 3);
    assert_eq!(guest.open(3, "link", DIRECTORY, 0), Err(NOTDIR));
    assert_eq!(guest.open(3, "link", 0, 0), Err(LOOP));
    assert!(guest.open_with(3, FOLLOW, "link", DIRECTORY, 0, 0).is_ok());
    guest.create(3, "dir/file");
    assert!(guest.open(3, "link/file", 0, 0).is_ok());
    guest.symlink("dir/file", 3, "to_file").unwrap();
    assert_eq!(guest.open_with(3, FOLLOW, "to_file", DIRECTORY, 0, 0), Err(NOTDIR));
    assert!(guest.open_with(3, FOLLOW, "to_file", 0, READ, 0).is_ok());
    guest.symlink("self", 3, "self").unwrap();
    assert_eq!(guest.open(3, "self", 0, 0), Err(LOOP));
    assert_eq!(guest.open_with(3, FOLLOW, "self", 0, 0, 0), Err(LOOP));
    guest.symlink("none", 3, "dangling").unwrap();
    assert_eq!(guest.open(3, "dangling", DIRECTORY, 0), Err(NOTDIR));
    assert_eq!(guest.open(3, "dangling", 0, 0), Err(LOOP));
    assert_eq!(guest.symlink("x", 3, "dangling"), Err(EXIST));
    assert_eq!(guest.symlink("x", 3, "dir/"), Err(EXIST));
    assert_eq!(guest.symlink("x", 3, "dir/file/"), Err(EXIST));
    assert_eq!(guest.symlink("x", 3, "new/"), Err(NOENT));
    assert_eq!(guest.symlink("/etc", 3, "new"), Err(PERM));
    assert_eq!(guest.filestat_at(3, 2, "dir"), Err(INVAL));
}

/// GHSA-2r75-cxrj-cmph and its like, through this face.
#[test]
fn a_read_only_grant() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("file"), "content").unwrap();
    let mut guest =
        Guest::new(WasiCtx::builder().preopen_dir(dir.path(), "/ro", DirPerms::READ, FilePerms::READ).preopen_dir(
            dir.path(),
            "/rw",
            DirPerms::all(),
            FilePerms::all(),
        ));
    // libc asks for no more rights than a directory hands on, so it must be told of writing to be refused it.
    assert_ne!(guest.fdstat(3).unwrap().inheriting & WRITE, 0);
    for (oflags, rights) in [(0, WRITE), (TRUNC, 0), (TRUNC, READ), (CREAT, READ), (CREAT | TRUNC, WRITE)] {
        assert_eq!(guest.open(3, "file", oflags, rights), Err(PERM), "{oflags} {rights}");
    }
    let fd = guest.open(3, "file", 0, READ).unwrap();
    assert_eq!(guest.read(fd, 100).unwrap(), b"content");
    assert_eq!(guest.call("fd_filestat_set_times", &[fd, 0, 0, 15 - 10]), Err(PERM));
    assert_eq!(guest.call("fd_filestat_set_size", &[fd, 0]), Err(NOTCAPABLE));
    assert_eq!(guest.link(3, 0, "file", 4, "mine"), Err(PERM));
    assert_eq!(guest.link(4, 0, "file", 3, "mine"), Err(PERM));
    assert_eq!(guest.rename(3, "file", 4, "mine"), Err(PERM));
    assert_eq!(guest.rename(4, "file", 3, "mine"), Err(PERM));
    assert_eq!(fs::read(dir.path().join("file")).unwrap(), b"content");
}

/// GHSA-4mq4-7rw3-vm5j: the current directory was granted when nothing was asked for.
#[test]
fn nothing_is_granted_unless_asked_for() {
    let mut guest = Guest::new(WasiCtx::builder());
    for fd in 3..10 {
        assert_eq!(guest.fdstat(fd), Err(BADF));
    }
    for name in ["args_sizes_get", "environ_sizes_get"] {
        guest.call(name, &[0, 4]).unwrap();
        assert_eq!((guest.u32_at(0), guest.u32_at(4)), (0, 0), "{name}");
    }
    assert_eq!(guest.read(0, 10).unwrap(), []);
    assert_eq!(guest.write(1, b"into the void"), Ok(13));
    for fd in 0..3 {
        assert_eq!(guest.open(fd, ".", 0, 0), Err(NOTDIR));
    }
}
