//! Preview 1: open files and directories.

mod guest;

use guest::*;
use std::fs;

fn stage() -> (tempfile::TempDir, Guest) {
    let dir = tempfile::tempdir().unwrap();
    let guest = Guest::in_dir(&dir);
    (dir, guest)
}

#[test]
fn reading_and_writing_move_the_position() {
    let (_dir, mut guest) = stage();
    let fd = guest.open(3, "file", CREAT, READ | WRITE).unwrap();
    assert_eq!(fd, 4);
    assert_eq!(guest.tell(fd), Ok(0));
    assert_eq!(guest.write(fd, &[7; 100]), Ok(100));
    assert_eq!(guest.tell(fd), Ok(100));
    assert_eq!(guest.seek(fd, -50, 1), Ok(50));
    assert_eq!(guest.seek(fd, 0, 0), Ok(0));
    assert_eq!(guest.seek(fd, -10, 2), Ok(90));
    assert_eq!(guest.seek(fd, 1000, 1), Ok(1090));
    assert_eq!(guest.seek(fd, -2000, 1), Err(INVAL));
    assert_eq!(guest.seek(fd, -1, 0), Err(INVAL));
    assert_eq!(guest.seek(fd, 0, 3), Err(INVAL));
    guest.seek(fd, 0, 0).unwrap();
    assert_eq!(guest.read(fd, 300).unwrap(), [7; 100]);
    assert_eq!(guest.read(fd, 300).unwrap(), []);
    assert_eq!(guest.close(fd), Ok(()));
    assert_eq!(guest.close(fd), Err(BADF));
    assert_eq!(guest.read(fd, 1), Err(BADF));
}

#[test]
fn access_is_what_was_asked_for() {
    let (dir, mut guest) = stage();
    fs::write(dir.path().join("file"), "content").unwrap();
    let reader = guest.open(3, "file", 0, READ).unwrap();
    let stat = guest.fdstat(reader).unwrap();
    assert_eq!((stat.filetype, stat.base & (READ | WRITE)), (4, READ));
    assert_eq!(guest.read(reader, 100).unwrap(), b"content");
    assert_eq!(guest.write(reader, b"x"), Err(BADF));
    assert_eq!(guest.call("fd_filestat_set_size", &[reader, 0]), Err(NOTCAPABLE));
    let writer = guest.open(3, "file", 0, WRITE).unwrap();
    assert_eq!(guest.fdstat(writer).unwrap().base & (READ | WRITE), WRITE);
    assert_eq!(guest.read(writer, 1), Err(BADF));
    assert_eq!(guest.write(writer, b"CON"), Ok(3));
    let neither = guest.open(3, "file", 0, 0).unwrap();
    assert_eq!((guest.read(neither, 1), guest.write(neither, b"x")), (Err(BADF), Err(BADF)));
    assert_eq!(fs::read(dir.path().join("file")).unwrap(), b"CONtent");
}

#[test]
fn pread_and_pwrite_leave_the_position_alone() {
    let (_dir, mut guest) = stage();
    let fd = guest.open(3, "file", CREAT, READ | WRITE).unwrap();
    assert_eq!(guest.pwrite(fd, &[0, 1, 2, 3], 0), Ok(4));
    assert_eq!(guest.pwrite(fd, &[9], 2), Ok(1));
    assert_eq!(guest.pread(fd, 100, 1).unwrap(), [1, 9, 3]);
    assert_eq!(guest.pread(fd, 100, 4).unwrap(), []);
    assert_eq!(guest.tell(fd), Ok(0));
    assert_eq!(guest.pread(fd, 1, u64::MAX), Err(INVAL));
    assert_eq!(guest.pread(1, 1, 0), Err(SPIPE));
}

#[test]
fn flags_can_be_changed() {
    let (dir, mut guest) = stage();
    let fd = guest.open_with(3, 0, "file", CREAT, READ | WRITE, APPEND | 16).unwrap();
    assert_eq!(guest.fdstat(fd).unwrap().flags, 17);
    guest.write(fd, b"aa").unwrap();
    guest.seek(fd, 0, 0).unwrap();
    guest.write(fd, b"bb").unwrap();
    guest.call("fd_fdstat_set_flags", &[fd, NONBLOCK | 2]).unwrap();
    assert_eq!(guest.fdstat(fd).unwrap().flags, 6);
    guest.seek(fd, 0, 0).unwrap();
    guest.write(fd, b"c").unwrap();
    assert_eq!(fs::read(dir.path().join("file")).unwrap(), b"cabb");
    assert_eq!(guest.call("fd_fdstat_set_flags", &[fd, 32]), Err(INVAL));
    assert!(guest.open_with(3, 0, ".", 0, 0, NONBLOCK).is_ok());
    assert_eq!(guest.open_with(3, 0, "file", 0, 0, 64), Err(INVAL));
}

#[test]
fn open_flags() {
    let (dir, mut guest) = stage();
    guest.create(3, "file");
    fs::write(dir.path().join("file"), "content").unwrap();
    assert_eq!(guest.open(3, "file", CREAT | EXCL, 0), Err(EXIST));
    assert_eq!(guest.open(3, "file", DIRECTORY, 0), Err(NOTDIR));
    assert_eq!(guest.open(3, "none", 0, 0), Err(NOENT));
    assert_eq!(guest.open(3, "file", 16, 0), Err(INVAL));
    let fd = guest.open(3, "file", TRUNC, READ).unwrap();
    assert_eq!(guest.filestat(fd).unwrap().size, 0);
    assert_eq!(guest.write(fd, b"x"), Err(BADF));
    assert_eq!(guest.open(fd, "below", CREAT, 0), Err(NOTDIR));
    assert_eq!(guest.open(99, "file", 0, 0), Err(BADF));
}

#[test]
fn sizes_and_space() {
    let (_dir, mut guest) = stage();
    let fd = guest.open(3, "file", CREAT, READ | WRITE).unwrap();
    guest.call("fd_filestat_set_size", &[fd, 100]).unwrap();
    assert_eq!(guest.filestat(fd).unwrap().size, 100);
    guest.call("fd_advise", &[fd, 10, 50, 3]).unwrap();
    assert_eq!(guest.call("fd_advise", &[fd, 10, 50, 6]), Err(INVAL));
    guest.call("fd_allocate", &[fd, 10, 10]).unwrap();
    assert_eq!(guest.filestat(fd).unwrap().size, 100);
    guest.call("fd_allocate", &[fd, 90, 20]).unwrap();
    assert_eq!(guest.filestat(fd).unwrap().size, 110);
    assert_eq!(guest.call("fd_allocate", &[fd, 0, 0]), Err(INVAL));
    assert!(guest.call("fd_filestat_set_size", &[fd, u64::MAX]).is_err());
    guest.call("fd_sync", &[fd]).unwrap();
    guest.call("fd_datasync", &[fd]).unwrap();
}

#[test]
fn times() {
    let (_dir, mut guest) = stage();
    let fd = guest.open(3, "file", CREAT, READ).unwrap();
    let before = guest.filestat(fd).unwrap();
    let mtim = before.mtim - 100;
    guest.call("fd_filestat_set_times", &[fd, 0, mtim, 4]).unwrap();
    let after = guest.filestat(fd).unwrap();
    assert_eq!((after.mtim, after.atim), (mtim, before.atim));
    for flags in [3, 12, 16] {
        assert_eq!(guest.call("fd_filestat_set_times", &[fd, 1, 2, flags]), Err(INVAL), "{flags}");
        assert_eq!(guest.set_times_at(3, 0, "file", 1, flags), Err(INVAL), "{flags}");
    }
    guest.symlink("file", 3, "link").unwrap();
    guest.set_times_at(3, 0, "link", 5_000_000_007, 4).unwrap();
    assert_eq!(guest.filestat_at(3, 0, "link").unwrap().mtim, 5_000_000_007);
    assert_eq!(guest.filestat_at(3, FOLLOW, "link").unwrap().mtim, mtim);
    guest.set_times_at(3, FOLLOW, "link", 6, 4).unwrap();
    assert_eq!(guest.filestat_at(3, 0, "file").unwrap().mtim, 6);
    guest.set_times_at(3, FOLLOW, "link", 0, 8).unwrap();
    assert!(guest.filestat_at(3, 0, "file").unwrap().mtim > 6);
    guest.call("fd_filestat_set_times", &[3, 7, 7, 5]).unwrap();
    assert_eq!(guest.filestat(3).unwrap().mtim, 7);
}

#[test]
fn rights_can_only_be_lost() {
    let (_dir, mut guest) = stage();
    let fd = guest.open(3, "file", CREAT, READ | WRITE).unwrap();
    guest.write(fd, b"data").unwrap();
    guest.seek(fd, 0, 0).unwrap();
    let stat = guest.fdstat(fd).unwrap();
    let rest = stat.base & !(READ | WRITE);
    guest.call("fd_fdstat_set_rights", &[fd, rest, 0]).unwrap();
    assert_eq!((guest.fdstat(fd).unwrap().base, guest.fdstat(fd).unwrap().inheriting), (rest, 0));
    assert_eq!((guest.read(fd, 1), guest.write(fd, b"x")), (Err(BADF), Err(BADF)));
    assert_eq!(guest.call("fd_fdstat_set_rights", &[fd, stat.base, 0]), Err(NOTCAPABLE));
    assert_eq!(guest.call("fd_fdstat_set_rights", &[fd, rest, 1]), Err(NOTCAPABLE));
    assert_eq!(guest.call("fd_fdstat_set_rights", &[fd, rest | 1 << 40, 0]), Err(NOTCAPABLE));
    guest.call("fd_fdstat_set_rights", &[fd, 0, 0]).unwrap();
    assert_eq!(guest.tell(fd), Err(NOTCAPABLE));
    assert_eq!(guest.filestat(fd), Err(NOTCAPABLE));
    assert_eq!(guest.call("fd_sync", &[fd]), Err(NOTCAPABLE));
}

#[test]
fn rights_of_a_directory_are_handed_on() {
    let (_dir, mut guest) = stage();
    guest.mkdir(3, "sub").unwrap();
    let sub = guest.open(3, "sub", DIRECTORY, READ).unwrap();
    let stat = guest.fdstat(sub).unwrap();
    assert_eq!(stat, guest.fdstat(3).unwrap());
    guest.create(sub, "file");
    // No descriptor opened through it may write, and it may not truncate.
    let set_size = 1 << 19;
    guest.call("fd_fdstat_set_rights", &[sub, stat.base & !set_size, stat.inheriting & !WRITE]).unwrap();
    let fd = guest.open(sub, "file", 0, READ | WRITE).unwrap();
    assert_eq!(guest.fdstat(fd).unwrap().base & (READ | WRITE), READ);
    assert_eq!(guest.write(fd, b"x"), Err(BADF));
    assert_eq!(guest.open(sub, "file", TRUNC, READ), Err(NOTCAPABLE));
    guest.call("fd_fdstat_set_rights", &[sub, 0, 0]).unwrap();
    assert_eq!(guest.open(sub, "file", 0, READ), Err(NOTCAPABLE));
    assert_eq!(guest.unlink(sub, "file"), Err(NOTCAPABLE));
    assert_eq!(guest.readdir(sub, 100, 0).unwrap_err(), NOTCAPABLE);
}

#[test]
fn directories_are_no_files() {
    let (_dir, mut guest) = stage();
    let stat = guest.fdstat(3).unwrap();
    assert_eq!((stat.filetype, stat.flags), (3, 0));
    assert_eq!(stat.base & (READ | WRITE | 1 << 2 | 1 << 22), 0, "read, write, seek, set size");
    assert_eq!(stat.inheriting & (READ | WRITE), READ | WRITE);
    assert_eq!(guest.filestat(3).unwrap().filetype, 3);
    assert_eq!(guest.read(3, 1), Err(ISDIR));
    assert_eq!(guest.write(3, b"x"), Err(BADF));
    assert_eq!(guest.pread(3, 1, 0), Err(ISDIR));
    assert_eq!(guest.pwrite(3, b"x", 0), Err(ISDIR));
    for whence in 0..3 {
        assert_eq!(guest.seek(3, 0, whence), Err(ISDIR));
    }
    assert_eq!(guest.tell(3), Err(ISDIR));
    assert_eq!(guest.call("fd_allocate", &[3, 0, 1]), Err(ISDIR));
    assert_eq!(guest.call("fd_filestat_set_size", &[3, 0]), Err(ISDIR));
    guest.call("fd_sync", &[3]).unwrap();
    // With the rights it has, with none, and with reading, but not with writing.
    assert!(guest.open(3, ".", 0, stat.base).is_ok());
    assert!(guest.open(3, ".", DIRECTORY, 0).is_ok());
    assert!(guest.open(3, ".", DIRECTORY, READ).is_ok());
    assert_eq!(guest.open(3, ".", DIRECTORY, READ | WRITE), Err(ISDIR));
}

#[test]
fn preopens_are_described() {
    let (_dir, mut guest) = stage();
    guest.call("fd_prestat_get", &[3, 0]).unwrap();
    assert_eq!((guest.memory[0], guest.u32_at(4)), (0, 1));
    guest.call("fd_prestat_dir_name", &[3, 100, 1]).unwrap();
    assert_eq!(&guest.memory[100..102], b"/\0");
    guest.call("fd_prestat_dir_name", &[3, 100, 2]).unwrap();
    assert_eq!(guest.call("fd_prestat_dir_name", &[3, 100, 0]), Err(37));
    let sub = guest.open(3, ".", DIRECTORY, 0).unwrap();
    for fd in [0, sub, 99] {
        assert_eq!(guest.call("fd_prestat_get", &[fd, 0]), Err(BADF), "{fd}");
        assert_eq!(guest.call("fd_prestat_dir_name", &[fd, 100, 9]), Err(BADF), "{fd}");
    }
    guest.close(3).unwrap();
    assert_eq!(guest.fdstat(3), Err(BADF));
    assert!(guest.fdstat(sub).is_ok());
}

#[test]
fn renumbering() {
    let (_dir, mut guest) = stage();
    let from = guest.open(3, "one", CREAT, READ | WRITE).unwrap();
    let to = guest.open(3, "two", CREAT, READ).unwrap();
    let stat = guest.fdstat(from).unwrap();
    let inode = guest.filestat(from).unwrap().inode;
    guest.call("fd_renumber", &[from, to]).unwrap();
    assert_eq!(guest.fdstat(to), Ok(stat));
    assert_eq!(guest.filestat(to).unwrap().inode, inode);
    assert_eq!(guest.close(from), Err(BADF));
    assert_eq!(guest.call("fd_renumber", &[to, from]), Err(BADF));
    assert_eq!(guest.call("fd_renumber", &[to, 1 << 31]), Err(BADF));
    // Over a standard stream, and over a granted directory.
    guest.call("fd_renumber", &[to, 1]).unwrap();
    assert_eq!(guest.write(1, b"to the file"), Ok(11));
    let sub = guest.open(3, ".", DIRECTORY, 0).unwrap();
    guest.call("fd_renumber", &[sub, 3]).unwrap();
    assert_eq!(guest.call("fd_prestat_get", &[3, 0]), Err(BADF));
    guest.create(3, "three");
}

/// The host's descriptors are given back: none is left when the guest closed or replaced its own.
#[test]
fn descriptors_are_given_back() {
    let (dir, mut guest) = stage();
    guest.create(3, "file");
    let link = |fd: &fs::DirEntry| fs::read_link(fd.path()).ok();
    let held = || {
        let fds = fs::read_dir("/proc/self/fd").unwrap().map(Result::unwrap);
        fds.filter_map(|fd| link(&fd)).filter(|path| path.starts_with(dir.path())).count()
    };
    let before = held();
    for _ in 0..100 {
        let one = guest.open(3, "file", 0, READ).unwrap();
        let two = guest.open(3, "file", 0, READ).unwrap();
        guest.call("fd_renumber", &[one, two]).unwrap();
        guest.close(two).unwrap();
        let _ = guest.open(3, "none", 0, READ);
        guest.readdir(3, 1000, 0).unwrap();
        guest.filestat_at(3, 0, "file").unwrap();
    }
    assert_eq!(held(), before);
    drop(guest);
    assert_eq!(held(), 0);
}

#[test]
fn listing_an_empty_directory() {
    let (_dir, mut guest) = stage();
    let mut entries = guest.list(3, 4096);
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    let inode = guest.filestat(3).unwrap().inode;
    let names: Vec<_> = entries.iter().map(|entry| (&*entry.name, entry.filetype, entry.inode)).collect();
    // The parent of a granted directory is nothing the guest should learn about.
    assert_eq!(names, [(".", 3, inode), ("..", 3, inode)]);
}

#[test]
fn listing_goes_on_from_any_cookie() {
    let (_dir, mut guest) = stage();
    guest.mkdir(3, "sub").unwrap();
    for name in 0..300 {
        guest.create(3, &format!("file.{name}"));
    }
    guest.symlink("sub", 3, "link").unwrap();
    let all = guest.list(3, 8192);
    assert_eq!(all.len(), 304);
    let find = |name: &str| all.iter().find(|entry| entry.name == name).unwrap();
    assert_eq!((find("sub").filetype, find("file.7").filetype, find("link").filetype), (3, 4, 7));
    assert_eq!(find("file.7").inode, guest.filestat_at(3, 0, "file.7").unwrap().inode);
    for len in [64, 100, 256, 1000, 65536] {
        assert_eq!(guest.list(3, len), all, "with a buffer of {len} bytes");
    }
    for at in (0..all.len()).step_by(17) {
        let (rest, _) = guest.readdir(3, 200, all[at].next).unwrap();
        assert_eq!(rest, all[at + 1..][..rest.len()], "after entry {at}");
    }
    // Too small for an entry: what fits of it.
    guest.memory[DATA as usize..][..16].fill(0xaa);
    assert!(!guest.readdir(3, 10, 0).unwrap().1);
    assert_eq!(guest.memory[DATA as usize + 10], 0xaa);
    assert!(!guest.readdir(3, 0, 0).unwrap().1 || guest.u32_at(0) == 0);
    assert_eq!(guest.readdir(3, 100, u64::MAX).unwrap_err(), INVAL);
}

#[test]
fn cookies_stay_good_while_entries_go() {
    let (_dir, mut guest) = stage();
    for name in 0..100 {
        guest.create(3, &format!("{name}"));
    }
    let (mut removed, mut cookie) = (0, 0);
    loop {
        let (entries, end) = guest.readdir(3, 150, cookie).unwrap();
        for entry in &entries {
            cookie = entry.next;
            if entry.filetype == 4 {
                guest.unlink(3, &entry.name).unwrap();
                removed += 1;
            }
        }
        if end {
            break;
        }
    }
    assert_eq!(removed, 100, "removing while listing missed entries");
}
