//! A making of a store that is interrupted leaves a whole store or none, and does not keep the next one from its place.

use std::{
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use tests::{certctl::binary, folder::Folder};

use crate::{
    chance::instant_within,
    state::{check, make},
};

/// How often a making is interrupted, by each signal.
const TIMES: u32 = 20;

fn start(folder: &Folder, arguments: &[&str]) -> Child {
    let mut command = folder.command(binary());
    command
        .args(arguments)
        .args(["--store", "sqlite:store.db"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().expect("certctl can be started")
}

/// Sends a signal after a while, and waits for the end.
fn interrupt(mut process: Child, signal: &str, within: Duration) {
    thread::sleep(instant_within(within));
    let sent = Command::new("kill")
        .args(["-s", signal, &process.id().to_string()])
        .stderr(Stdio::null())
        .status();
    sent.expect("kill can be started");
    process.wait().expect("it can be waited for");
}

fn hidden(folder: &Folder) -> Vec<String> {
    let names = folder.names(".").into_iter();
    names.filter(|name| name.starts_with(".cert")).collect()
}

const INIT: [&str; 3] = ["init", "--host-name", "mail.example.com"];

#[test]
fn a_making_that_is_interrupted_leaves_a_whole_store_or_none() {
    // Built before the clock runs.
    make(&Folder::new());
    let begin = Instant::now();
    make(&Folder::new());
    let span = begin.elapsed() + Duration::from_millis(5);
    for signal in ["KILL", "TERM", "INT", "HUP"] {
        let (mut none, mut whole, mut left) = (0, 0, 0);
        for _ in 0..TIMES {
            let folder = Folder::new();
            interrupt(start(&folder, &INIT), signal, span);
            let hidden = hidden(&folder);
            left += usize::from(!hidden.is_empty());
            assert!(signal == "KILL" || hidden.is_empty(), "{signal}: {hidden:?}");
            if folder.holds("store.db") {
                whole += 1;
            } else {
                none += 1;
                let names = folder.names(".");
                assert!(signal == "KILL" || names.is_empty(), "{signal}: {names:?}");
                // Whatever the first one left.
                make(&folder);
                assert_eq!(
                    folder.names("."),
                    ["store.db", "store.db.key"].map(str::to_owned).into(),
                    "{signal}"
                );
            }
            check(&folder);
        }
        println!("{TIMES} times {signal}: {none} left no store, {whole} a whole one, {left} a hidden folder");
        assert!(none > 0, "no making was interrupted in time");
    }
}

#[test]
fn a_backup_that_is_interrupted_leaves_a_whole_copy_or_none() {
    let folder = Folder::new();
    make(&folder);
    let begin = Instant::now();
    start(&folder, &["backup", "first.db"]).wait().expect("an end");
    let span = begin.elapsed() + Duration::from_millis(5);
    let mut none = 0;
    for signal in ["KILL", "TERM", "INT"] {
        for _ in 0..TIMES / 2 {
            interrupt(start(&folder, &["backup", "copy.db"]), signal, span);
            let hidden = hidden(&folder);
            assert!(signal == "KILL" || hidden.is_empty(), "{signal}: {hidden:?}");
            if folder.holds("copy.db") {
                tests::certctl::certctl(&folder, "store check --store sqlite:copy.db").ok();
                std::fs::remove_file(folder.path("copy.db")).expect("a copy");
            } else {
                none += 1;
            }
        }
        // What a killed one left goes with the next.
        tests::certctl::certctl(&folder, "backup copy.db --store sqlite:store.db").ok();
        assert_eq!(self::hidden(&folder), Vec::<String>::new(), "{signal}");
        std::fs::remove_file(folder.path("copy.db")).expect("a copy");
    }
    check(&folder);
    assert!(none > 0, "no backup was interrupted in time");
}

#[test]
fn a_process_that_was_started_to_ignore_a_signal_ignores_it() {
    let folder = Folder::new();
    let script = format!(
        "trap '' INT HUP; '{}' init --store sqlite:store.db --host-name mail.example.com & \
         sleep 0.02; kill -s INT $!; kill -s HUP $!; wait $!",
        binary().display()
    );
    let run = tests::run::Run::of(folder.command("sh").arg("-c").arg(script), b"");
    run.expect("sh can be started").ok();
    check(&folder);
}
