//! A real authoritative DNS server, NSD, for one test.

#![expect(
    clippy::panic,
    reason = "a peer that is missing or does not start fails the test that needs it"
)]

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// How long the server may take to start or to stop.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often a start is tried, as another program can take the chosen port first.
const STARTS: usize = 5;
/// A query for the version of the server, without recursion, to see that it answers.
const PROBE: &[u8] =
    b"\x00\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x07version\x04bind\x00\x00\x10\x00\x03";

/// A running NSD on a port of its own on loopback, over UDP and TCP. It ends when it is dropped.
pub struct Nsd {
    address: SocketAddr,
    process: Child,
    folder: TempDir,
}

impl Nsd {
    /// Starts a server for `zones`, each an origin (`example.com`) and its records in the form of a zone
    /// file. `$ORIGIN`, `$TTL` and the SOA and NS records are put before them.
    ///
    /// # Panics
    ///
    /// If NSD is not installed, with the command that installs it; if a zone is not well-formed, with what
    /// NSD says about it; if the server does not start.
    pub fn start(zones: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("no temporary folder: {error}"));
        for (origin, records) in zones {
            write_zone(folder.path(), origin, records);
        }
        for _ in 0..STARTS {
            let address = free_address();
            write(
                &folder.path().join("nsd.conf"),
                &configuration(folder.path(), address, zones),
            );
            let mut process = spawn(folder.path());
            if answers(address, &mut process) {
                return Self {
                    address,
                    process,
                    folder,
                };
            }
            end(&mut process);
        }
        panic!("nsd did not start; its log says:\n{}", log(folder.path()));
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it wrote to its log so far.
    pub fn log(&self) -> String {
        log(self.folder.path())
    }
}

impl Drop for Nsd {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

fn write_zone(folder: &Path, origin: &str, records: &str) {
    let file = folder.join(zone_file(origin));
    let text = format!(
        "$ORIGIN {origin}.\n$TTL 60\n\
         @ IN SOA ns.{origin}. hostmaster.{origin}. 1 3600 600 86400 60\n\
         @ IN NS ns.{origin}.\nns IN A 127.0.0.1\n{records}\n"
    );
    write(&file, &text);
    let check = run(Command::new(program("nsd-checkzone")).arg(origin).arg(&file));
    assert!(
        check.status.success(),
        "the zone {origin} is not well-formed: {check:?}"
    );
}

fn configuration(folder: &Path, address: SocketAddr, zones: &[(&str, &str)]) -> String {
    let at = folder.display();
    let mut text = format!(
        "server:\n\
         \tip-address: {ip}@{port}\n\
         \tserver-count: 1\n\
         \tusername: \"\"\n\
         \tchroot: \"\"\n\
         \tdatabase: \"\"\n\
         \tzonesdir: \"{at}\"\n\
         \tlogfile: \"{at}/log\"\n\
         \tpidfile: \"{at}/pid\"\n\
         \txfrdfile: \"{at}/xfrd.state\"\n\
         \txfrdir: \"{at}\"\n\
         \tzonelistfile: \"{at}/zone.list\"\n\
         \trrl-ratelimit: 0\n\
         \trrl-whitelist-ratelimit: 0\n\
         remote-control:\n\
         \tcontrol-enable: no\n",
        ip = address.ip(),
        port = address.port(),
    );
    for (origin, _) in zones {
        text.push_str("zone:\n\tname: \"");
        text.push_str(origin);
        text.push_str("\"\n\tzonefile: \"");
        text.push_str(&zone_file(origin));
        text.push_str("\"\n");
    }
    text
}

fn zone_file(origin: &str) -> String {
    format!("{origin}.zone")
}

/// Starts the server in the foreground, in a process group with its own children.
fn spawn(folder: &Path) -> Child {
    let output = File::create(folder.join("output"))
        .unwrap_or_else(|error| panic!("the server's output has no place: {error}"));
    let mut command = Command::new(program("nsd"));
    command
        .arg("-d")
        .arg("-c")
        .arg(folder.join("nsd.conf"))
        .process_group(0);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(output);
    command
        .spawn()
        .unwrap_or_else(|error| panic!("nsd cannot be started: {error}"))
}

/// Whether the server answers before it ends or patience does.
fn answers(address: SocketAddr, process: &mut Child) -> bool {
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end && matches!(process.try_wait(), Ok(None)) {
        if probe(address).is_ok() {
            return true;
        }
        thread::sleep(Duration::from_millis(20));
    }
    false
}

fn probe(address: SocketAddr) -> io::Result<()> {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
    socket.set_read_timeout(Some(Duration::from_millis(200)))?;
    socket.connect(address)?;
    socket.send(PROBE)?;
    socket.recv(&mut [0; 512]).map(drop)
}

/// Ends the server and its children: asked first, then forced.
fn end(process: &mut Child) {
    signal(process, "TERM");
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end && matches!(process.try_wait(), Ok(None)) {
        thread::sleep(Duration::from_millis(10));
    }
    signal(process, "KILL");
    drop(process.kill());
    drop(process.wait());
}

/// Sends a signal to the server's process group, through the shell's own `kill`.
fn signal(process: &Child, name: &str) {
    let script = format!("kill -{name} -{}", process.id());
    let shell = Command::new("sh")
        .arg("-c")
        .arg(script)
        .stderr(Stdio::null())
        .status();
    drop(shell);
}

/// A port of loopback that is free for UDP and TCP at this moment.
fn free_address() -> SocketAddr {
    let address = || -> io::Result<SocketAddr> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        UdpSocket::bind(address).map(|_| address)
    };
    (0..50)
        .find_map(|_| address().ok())
        .unwrap_or_else(|| panic!("no port of loopback is free for UDP and TCP"))
}

/// A program of the package; Debian keeps it where only the superuser's path leads.
fn program(name: &str) -> String {
    let installed = format!("/usr/sbin/{name}");
    if Path::new(&installed).exists() {
        installed
    } else {
        name.to_owned()
    }
}

fn run(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| fail(command, &error))
}

fn fail(command: &Command, error: &io::Error) -> ! {
    match error.kind() {
        ErrorKind::NotFound => panic!("NSD is not installed; install it with: apt-get install nsd"),
        _ => panic!("{command:?} cannot be started: {error}"),
    }
}

fn write(file: &Path, text: &str) {
    fs::write(file, text).unwrap_or_else(|error| panic!("{} cannot be written: {error}", file.display()));
}

fn log(folder: &Path) -> String {
    ["output", "log"]
        .map(|name| fs::read_to_string(folder.join(name)).unwrap_or_default())
        .concat()
}
