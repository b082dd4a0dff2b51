//! Preview 1: arguments, clocks, waiting, streams, sockets, ending; bad pointers and limits.

mod guest;

use guest::*;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::time::Instant;
use wharf_wasi::p1::{Fault, Halt, Version, functions};
use wharf_wasi::{Clocks, DirPerms, FilePerms, HostStream, Limits, MemoryInput, MemoryOutput, Random, WasiCtx};

fn bare() -> Guest {
    Guest::new(WasiCtx::builder())
}

#[test]
fn all_functions_are_there() {
    assert_eq!(functions(Version::Snapshot).count(), 46);
    assert_eq!(functions(Version::Unstable).count(), 45);
    let exit = functions(Version::Snapshot).find(|function| function.name == "proc_exit").unwrap();
    assert_eq!(exit.result, None);
}

#[test]
fn arguments_and_environment() {
    let mut guest = Guest::new(WasiCtx::builder().args(["prog", "", "ü"]).env("A", "1").env("B", "").env("A", "2"));
    let strings = |guest: &mut Guest, name: &str| {
        guest.call(&format!("{name}_sizes_get"), &[0, 4]).unwrap();
        let (count, size) = (guest.u32_at(0), guest.u32_at(4) as usize);
        guest.call(&format!("{name}_get"), &[64, 1001]).unwrap();
        let starts: Vec<_> = (0..u64::from(count)).map(|index| guest.u32_at(64 + 4 * index) - 1001).collect();
        (starts, guest.memory[1001..1001 + size].to_vec())
    };
    assert_eq!(strings(&mut guest, "args"), (vec![0, 5, 6], b"prog\0\0\xc3\xbc\0".to_vec()));
    assert_eq!(strings(&mut guest, "environ"), (vec![0, 3], b"B=\0A=2\0".to_vec()));
}

#[test]
fn strings_that_cannot_be_passed_are_refused() {
    for builder in [
        WasiCtx::builder().arg("a\0b"),
        WasiCtx::builder().env("", "x"),
        WasiCtx::builder().env("a=b", "x"),
        WasiCtx::builder().env("a", "\0"),
    ] {
        assert!(builder.build().is_err());
    }
    let error = WasiCtx::builder().preopen_dir("/no/such/place", "/", DirPerms::all(), FilePerms::all()).build();
    let message = error.unwrap_err().to_string();
    assert!(message.contains("/no/such/place") && message.contains("create it"), "{message}");
}

#[test]
fn clocks() {
    let mut guest = bare();
    for id in 0..4 {
        guest.call("clock_res_get", &[id, 0]).unwrap();
        assert!(guest.u64_at(0) > 0);
        guest.call("clock_time_get", &[id, 0, 0]).unwrap();
        let first = guest.u64_at(0);
        guest.call("clock_time_get", &[id, 1, 8]).unwrap();
        assert!(first > 0 && guest.u64_at(8) >= first, "clock {id}");
    }
    assert_eq!(guest.call("clock_res_get", &[4, 0]), Err(INVAL));
    assert_eq!(guest.call("clock_time_get", &[4, 0, 0]), Err(INVAL));
}

#[test]
fn runs_can_be_repeated() {
    let run = || {
        let builder = WasiCtx::builder().clocks(Clocks::repeatable(42)).random(Random::seeded(1));
        let mut guest = Guest::new(builder);
        guest.call("random_get", &[100, 33]).unwrap();
        guest.call("clock_time_get", &[0, 0, 0]).unwrap();
        sleep(&mut guest, 3_000_000_000_000);
        guest.call("clock_time_get", &[1, 0, 8]).unwrap();
        guest.memory
    };
    assert!(run() == run());
}

#[test]
fn random_bytes() {
    let mut guest = bare();
    guest.call("random_get", &[1000, 5000]).unwrap();
    assert!(guest.memory[1000..6000].chunks(100).all(|chunk| chunk.iter().any(|&byte| byte != 0)));
    assert_eq!((guest.memory[999], guest.memory[6000]), (0, 0));
    let mut guest = Guest::new(WasiCtx::builder().limits(Limits { random_bytes: 10, ..Limits::default() }));
    assert_eq!(guest.call("random_get", &[0, 11]), Err(INVAL));
    assert_eq!(guest.call("random_get", &[0, 10]), Ok(()));
}

#[test]
fn ending() {
    let mut guest = bare();
    assert_eq!(guest.try_call("proc_exit", &[7]), Err(Halt::Exit(7)));
    assert_eq!(guest.try_call("proc_exit", &[u64::from(u32::MAX)]), Err(Halt::Exit(u32::MAX)));
    assert_eq!(guest.try_call("proc_raise", &[6]), Err(Halt::Exit(134)));
    assert_eq!(guest.call("proc_raise", &[0]), Ok(()));
    assert_eq!(guest.call("proc_raise", &[18]), Err(58));
    assert_eq!(guest.call("proc_raise", &[31]), Err(INVAL));
    assert_eq!(guest.call("sched_yield", &[]), Ok(()));
}

#[test]
fn streams_of_memory() {
    let (out, err) = (MemoryOutput::new(6), MemoryOutput::new(100));
    let builder = WasiCtx::builder().stdin(MemoryInput::new("input")).stdout(out.clone()).stderr(err.clone());
    let mut guest = Guest::new(builder);
    assert_eq!(guest.read(0, 3).unwrap(), b"inp");
    assert_eq!(guest.read(0, 3).unwrap(), b"ut");
    assert_eq!(guest.read(0, 3).unwrap(), b"");
    assert_eq!(guest.write(1, b"output"), Ok(6));
    assert_eq!(guest.write(1, b"more"), Err(51));
    assert_eq!(guest.write(2, b"error"), Ok(5));
    assert_eq!((out.contents(), err.contents()), (b"output".to_vec(), b"error".to_vec()));
    assert_eq!((guest.write(0, b"x"), guest.read(1, 1)), (Err(BADF), Err(BADF)));
    assert_eq!((guest.seek(0, 0, 1), guest.tell(1)), (Err(SPIPE), Err(SPIPE)));
    assert_eq!(guest.fdstat(0).unwrap().filetype, 0);
    assert_eq!(guest.fdstat(0).unwrap().base & (READ | WRITE), READ);
    assert_eq!(guest.call("fd_sync", &[1]), Err(INVAL));
    guest.close(1).unwrap();
    assert_eq!(guest.write(1, b"x"), Err(BADF));
}

#[test]
fn streams_of_the_host() {
    let (reader, mut writer) = std::io::pipe().unwrap();
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(b"0123456789").unwrap();
    let null = std::fs::File::options().write(true).open("/dev/null").unwrap();
    let builder =
        WasiCtx::builder().stdin(HostStream::new(reader)).stdout(HostStream::new(file)).stderr(HostStream::new(null));
    let mut guest = Guest::new(builder);
    guest.call("fd_fdstat_set_flags", &[0, NONBLOCK]).unwrap();
    assert_eq!(guest.fdstat(0).unwrap().flags, 4);
    assert_eq!(guest.read(0, 3), Err(6), "nothing to read, and not to wait");
    writer.write_all(b"abc").unwrap();
    assert_eq!(guest.read(0, 9).unwrap(), b"abc");
    // Redirected to a file: it has a position.
    assert_eq!(guest.fdstat(1).unwrap().filetype, 4);
    assert_eq!(guest.seek(1, 2, 0), Ok(2));
    assert_eq!(guest.filestat(1).unwrap().size, 10);
    // libc would take a device without a position for a terminal.
    assert_ne!(guest.fdstat(2).unwrap().filetype, 2);
}

/// The event type, user data and error of each event.
type Event = (u8, u64, u16);

/// Subscriptions as (user data, tag, body), waited for.
fn poll(guest: &mut Guest, subscriptions: &[(u64, u8, Vec<u8>)]) -> Outcome<Vec<Event>> {
    for (index, (userdata, tag, body)) in subscriptions.iter().enumerate() {
        let mut record = vec![0; 48];
        record[..8].copy_from_slice(&userdata.to_le_bytes());
        record[8] = *tag;
        record[16..16 + body.len()].copy_from_slice(body);
        guest.put(1024 + 48 * index as u64, &record);
    }
    guest.call("poll_oneoff", &[1024, 8192, subscriptions.len() as u64, 0])?;
    let event = |guest: &Guest, index| {
        let at = 8192 + 32 * index;
        let error = u16::from_le_bytes([guest.memory[at as usize + 8], guest.memory[at as usize + 9]]);
        (guest.memory[at as usize + 10], guest.u64_at(at), error)
    };
    Ok((0..u64::from(guest.u32_at(0))).map(|index| event(guest, index)).collect())
}

fn timer(userdata: u64, id: u32, timeout: u64, flags: u16) -> (u64, u8, Vec<u8>) {
    let mut body = vec![0; 32];
    body[..4].copy_from_slice(&id.to_le_bytes());
    body[8..16].copy_from_slice(&timeout.to_le_bytes());
    body[24..26].copy_from_slice(&flags.to_le_bytes());
    (userdata, 0, body)
}

fn readable(userdata: u64, fd: u32) -> (u64, u8, Vec<u8>) {
    (userdata, 1, fd.to_le_bytes().to_vec())
}

fn writable(userdata: u64, fd: u32) -> (u64, u8, Vec<u8>) {
    (userdata, 2, fd.to_le_bytes().to_vec())
}

fn sleep(guest: &mut Guest, nanos: u64) {
    assert_eq!(poll(guest, &[timer(9, 1, nanos, 0)]), Ok(vec![(0, 9, 0)]));
}

#[test]
fn waiting_for_times() {
    let mut guest = bare();
    let start = Instant::now();
    sleep(&mut guest, 20_000_000);
    assert!(start.elapsed().as_millis() >= 20);
    let both = [timer(1, 1, 10_000_000_000, 0), timer(2, 0, 5_000_000, 0)];
    assert_eq!(poll(&mut guest, &both), Ok(vec![(0, 2, 0)]));
    // Absolute times that have passed, and one that comes.
    assert_eq!(poll(&mut guest, &[timer(3, 0, 1, 1), timer(4, 1, 1, 1)]), Ok(vec![(0, 3, 0), (0, 4, 0)]));
    guest.call("clock_time_get", &[0, 0, 0]).unwrap();
    let soon = guest.u64_at(0) + 10_000_000;
    let start = Instant::now();
    assert_eq!(poll(&mut guest, &[timer(5, 0, soon, 1)]), Ok(vec![(0, 5, 0)]));
    assert!((9..5000).contains(&start.elapsed().as_millis()));
    // CPU time does not pass while waiting for it; there is no clock 4; no flag 2; no event 3.
    assert_eq!(poll(&mut guest, &[timer(6, 2, 1, 0), timer(7, 4, 1, 0)]), Ok(vec![(0, 6, 58), (0, 7, 28)]));
    assert_eq!(poll(&mut guest, &[timer(8, 1, 1, 2)]), Err(INVAL));
    assert_eq!(poll(&mut guest, &[(8, 3, vec![])]), Err(INVAL));
    assert_eq!(poll(&mut guest, &[]), Err(INVAL));
}

#[test]
fn waiting_for_descriptors() {
    let (reader, mut writer) = std::io::pipe().unwrap();
    let (mut out_reader, out) = std::io::pipe().unwrap();
    let builder = WasiCtx::builder().stdin(HostStream::new(reader)).stdout(HostStream::new(out));
    let mut guest = Guest::new(builder);
    let timeout = || timer(1, 1, 5_000_000, 0);
    assert_eq!(poll(&mut guest, &[timeout(), readable(2, 0)]), Ok(vec![(0, 1, 0)]));
    writer.write_all(b"abc").unwrap();
    assert_eq!(poll(&mut guest, &[timer(1, 1, 10_000_000_000, 0), readable(2, 0)]), Ok(vec![(1, 2, 0)]));
    assert_eq!(guest.u64_at(8192 + 16), 3, "bytes to read");
    assert_eq!(poll(&mut guest, &[writable(3, 1), writable(4, 2), readable(2, 0)]).unwrap().len(), 3);
    // Descriptors that cannot be waited for do not keep the others from being looked at.
    let wrong = [readable(5, 77), writable(6, 0), readable(2, 0), timer(1, 1, 10_000_000_000, 0)];
    assert_eq!(poll(&mut guest, &wrong), Ok(vec![(1, 5, 8), (2, 6, 8), (1, 2, 0)]));
    drop(writer);
    guest.read(0, 3).unwrap();
    assert_eq!(poll(&mut guest, &[readable(2, 0)]), Ok(vec![(1, 2, 0)]));
    assert_eq!(guest.memory[8192 + 24], 1, "hung up");
    // A pipe that is full becomes writable when another thread reads.
    guest.call("fd_fdstat_set_flags", &[1, NONBLOCK]).unwrap();
    while guest.write(1, &[0; 65536]).is_ok() {}
    assert_eq!(poll(&mut guest, &[timeout(), writable(3, 1)]), Ok(vec![(0, 1, 0)]));
    std::thread::scope(|scope| {
        scope.spawn(|| out_reader.read_exact(&mut [0; 65536]).unwrap());
        assert_eq!(poll(&mut guest, &[writable(3, 1)]), Ok(vec![(2, 3, 0)]));
    });
}

#[test]
fn files_are_always_ready() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("file"), "0123456789").unwrap();
    let mut guest = Guest::in_dir(&dir);
    let fd = guest.open(3, "file", 0, READ | WRITE).unwrap();
    guest.read(fd, 4).unwrap();
    let events = poll(&mut guest, &[readable(1, fd as u32), writable(2, fd as u32), timer(3, 1, u64::MAX, 0)]);
    assert_eq!(events, Ok(vec![(1, 1, 0), (2, 2, 0)]));
    assert_eq!(guest.u64_at(8192 + 16), 6, "bytes left");
}

#[test]
fn sockets() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (mut peer, pair) = UnixStream::pair().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let builder = WasiCtx::builder().socket(listener).socket(pair).preopen_dir(
        dir.path(),
        "/",
        DirPerms::all(),
        FilePerms::all(),
    );
    let mut guest = Guest::new(builder);
    // Directories come first, since libc stops looking for them at the first other descriptor.
    assert_eq!([3, 4, 5].map(|fd| guest.fdstat(fd).unwrap().filetype), [3, 6, 6]);
    assert_eq!(guest.call("fd_prestat_get", &[4, 0]), Err(BADF));
    assert_eq!(poll(&mut guest, &[readable(1, 4), timer(2, 1, 1000, 0)]), Ok(vec![(0, 2, 0)]));
    let mut client = TcpStream::connect(address).unwrap();
    assert_eq!(poll(&mut guest, &[readable(1, 4)]), Ok(vec![(1, 1, 0)]));
    assert_eq!(guest.call("sock_accept", &[4, 1, 0]), Err(INVAL));
    guest.call("sock_accept", &[4, NONBLOCK, 0]).unwrap();
    assert_eq!(guest.u32_at(0), 6);
    assert_eq!(guest.fdstat(6).unwrap().flags, 4);
    assert_eq!(guest.read(6, 10), Err(6));
    client.write_all(b"ping").unwrap();
    assert_eq!(poll(&mut guest, &[readable(1, 6)]), Ok(vec![(1, 1, 0)]));
    assert_eq!(guest.read(6, 10).unwrap(), b"ping");
    assert_eq!(guest.write(6, b"pong"), Ok(4));
    let mut reply = [0; 4];
    client.read_exact(&mut reply).unwrap();
    assert_eq!(&reply, b"pong");
    // recv and send on the other socket: look first, then take; shut down.
    peer.write_all(b"hello").unwrap();
    guest.put(64, &[[0, 16, 0, 0], [16, 0, 0, 0]].concat());
    guest.call("sock_recv", &[5, 64, 1, 1, 0, 4]).unwrap();
    guest.call("sock_recv", &[5, 64, 1, 0, 0, 4]).unwrap();
    assert_eq!((guest.u32_at(0), guest.u32_at(4) as u16, &guest.memory[4096..4101]), (5, 0, &b"hello"[..]));
    assert_eq!(guest.call("sock_recv", &[5, 64, 1, 4, 0, 4]), Err(INVAL));
    guest.call("sock_send", &[5, 64, 1, 0, 0]).unwrap();
    assert_eq!(guest.u32_at(0), 16);
    assert_eq!(guest.call("sock_send", &[5, 64, 1, 1, 0]), Err(INVAL));
    guest.call("sock_shutdown", &[5, 2]).unwrap();
    let mut rest = Vec::new();
    peer.read_to_end(&mut rest).unwrap();
    assert_eq!(rest.len(), 16);
    assert_eq!(guest.call("sock_shutdown", &[5, 0]), Err(INVAL));
    assert_eq!(guest.call("sock_shutdown", &[5, 4]), Err(INVAL));
    // Neither file nor stream.
    for fd in [0, 3] {
        assert_eq!(guest.call("sock_shutdown", &[fd, 1]), Err(57));
        assert_eq!(guest.call("sock_accept", &[fd, 0, 0]), Err(57));
    }
    assert_eq!(guest.call("sock_accept", &[5, 0, 0]), Err(INVAL));
    assert_eq!(guest.call("sock_accept", &[77, 0, 0]), Err(BADF));
    assert_eq!(guest.seek(5, 0, 1), Err(SPIPE));
}

#[test]
fn the_elder_version_differs() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("file"), "0123456789").unwrap();
    let builder = WasiCtx::builder().preopen_dir(dir.path(), "/", DirPerms::all(), FilePerms::all());
    let mut guest = Guest::of_version(builder, Version::Unstable);
    let fd = guest.open(3, "file", 0, READ).unwrap();
    assert_eq!(guest.seek(fd, 4, 2), Ok(4), "from the start");
    assert_eq!(guest.seek(fd, 2, 0), Ok(6), "from here");
    assert_eq!(guest.seek(fd, -1, 1), Ok(9), "from the end");
    guest.memory[..80].fill(0xee);
    guest.call("fd_filestat_get", &[fd, 0]).unwrap();
    assert_eq!((guest.memory[16], guest.u32_at(20), guest.u64_at(24)), (4, 1, 10));
    assert_eq!((guest.u64_at(48), guest.memory[56]), (guest.u64_at(40), 0xee), "56 bytes");
    // The clock's number follows an identifier.
    let mut record = vec![0; 56];
    record[..8].copy_from_slice(&5u64.to_le_bytes());
    record[24..28].copy_from_slice(&1u32.to_le_bytes());
    record[32..40].copy_from_slice(&1000u64.to_le_bytes());
    guest.put(1024, &record);
    record[..8].copy_from_slice(&6u64.to_le_bytes());
    record[8] = 1;
    record[16..20].copy_from_slice(&(fd as u32).to_le_bytes());
    guest.put(1024 + 56, &record);
    guest.call("poll_oneoff", &[1024, 8192, 2, 0]).unwrap();
    assert!(guest.u32_at(0) >= 1);
    assert_eq!(guest.u64_at(8192 + 32 * (u64::from(guest.u32_at(0)) - 1)), 6);
}

/// The specification demands a trap for these.
#[test]
fn bad_pointers_stop_the_guest() {
    let end = 1 << 20;
    let stopped = |name: &str, args: &[u64]| match bare().try_call(name, args) {
        Err(Halt::Fault(fault)) => fault,
        other => panic!("{name}: {other:?}"),
    };
    let out = |address: u64, len| Fault::OutOfBounds { address: address as u32, len };
    assert_eq!(stopped("clock_time_get", &[0, 0, end]), out(end, 8));
    assert_eq!(stopped("clock_time_get", &[0, 0, end - 4]), Fault::Unaligned { address: end as u32 - 4, align: 8 });
    assert_eq!(stopped("random_get", &[end - 1, 2]), out(end - 1, 2));
    assert_eq!(stopped("random_get", &[0xffff_ffff, 0xffff_ffff]), out(0xffff_ffff, 0xffff_ffff));
    assert_eq!(stopped("args_sizes_get", &[0, end]), out(end, 4));
    assert_eq!(stopped("fd_write", &[1, end, 1, 0]), out(end, 8));
    assert_eq!(stopped("fd_write", &[1, 0, 0xffff_ffff, 0]), out(0, 0xffff_ffff * 8));
    assert_eq!(stopped("poll_oneoff", &[0, 0, 0xffff_ffff, 0]), out(0, 0xffff_ffff * 48));
    assert_eq!(stopped("poll_oneoff", &[4, 0, 1, 0]), Fault::Unaligned { address: 4, align: 8 });
    let dir = tempfile::tempdir().unwrap();
    let mut guest = Guest::in_dir(&dir);
    assert_eq!(guest.try_call("path_unlink_file", &[3, end - 1, 2]), Err(Halt::Fault(out(end - 1, 2))));
    assert_eq!(guest.try_call("fd_readdir", &[3, end - 1, 2, 0, 0]), Err(Halt::Fault(out(end - 1, 2))));
    assert_eq!(guest.try_call("path_readlink", &[3, 0, 0, end - 1, 2, 0]), Err(Halt::Fault(out(end - 1, 2))));
    // Nothing was opened when the number could not be stored.
    guest.put(0, b"file");
    let open = guest.try_call("path_open", &[3, 0, 0, 4, CREAT, 0, 0, 0, end]);
    assert_eq!(open, Err(Halt::Fault(out(end, 4))));
    assert!(!dir.path().join("file").exists());
    // A bad descriptor is told before a bad pointer is looked at.
    assert_eq!(guest.try_call("fd_write", &[99, end, 1, 0]), Ok(Err(BADF)));
}

/// CVE-2026-27204, GHSA-x84v-gj2h-g759, GHSA-q554-3cjc-rx7p: host memory driven by the guest.
#[test]
fn what_a_guest_asks_for_is_bounded() {
    let dir = tempfile::tempdir().unwrap();
    let limits = Limits { handles: 6, subscriptions: 2, bytes_per_call: 8, ..Limits::default() };
    let builder = WasiCtx::builder().limits(limits).preopen_dir(dir.path(), "/", DirPerms::all(), FilePerms::all());
    let mut guest = Guest::new(builder);
    let first = guest.open(3, "a", CREAT, READ | WRITE).unwrap();
    guest.open(3, "b", CREAT, READ).unwrap();
    assert_eq!(guest.open(3, "c", CREAT, READ), Err(33), "too many open files");
    assert!(!dir.path().join("c").exists(), "a file was created for nothing");
    assert_eq!(guest.write(first, b"0123456789"), Ok(8));
    assert_eq!(guest.pread(first, 100, 0).unwrap(), b"01234567");
    let timers = [timer(1, 1, 0, 0), timer(1, 1, 0, 0), timer(1, 1, 0, 0)];
    assert_eq!(poll(&mut guest, &timers[..2]).unwrap().len(), 2);
    assert_eq!(poll(&mut guest, &timers), Err(INVAL));
    assert_eq!(guest.call("path_unlink_file", &[3, 0, 1 << 19]), Err(37));
    assert_eq!(guest.call("fd_write", &[1, 0, 1 << 17, 0]), Err(INVAL));
}
