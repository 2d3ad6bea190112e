//! Writing that is cut short, by a full disk or by a signal: an output is complete, or it is not there.

use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tests::{
    certctl::{binary, certctl},
    folder::Folder,
    material::{blocks, material},
    run::Run,
};

/// How long a program may take to begin.
const PATIENCE: Duration = Duration::from_secs(20);

/// Runs certctl from a shell that sets limits first.
fn limited(folder: &Folder, before: &str, line: &str) -> Run {
    let script = format!("{before}; exec '{}' {line}", binary().display());
    Run::of(folder.command("sh").arg("-c").arg(script), b"").expect("sh can be started")
}

#[test]
fn a_full_disk_leaves_nothing_behind() {
    let folder = material("ec-p256").folder();
    folder.write("there", "mine\n");
    for line in [
        "key generate --algorithm ec-p256 --out new.key",
        "key generate --algorithm ec-p256 --out there --force",
        "csr create --key mail.key --cn mail.example.com --out new.csr",
        "cert self-sign --key mail.key --cn mail.example.com --days 1 --out new.crt",
        "chain repair chain.pem root.pem --out served.pem",
        "p12 create --key mail.key --cert chain.pem --password-file password --out mail.p12",
    ] {
        let before = folder.names(".");
        // A file may have no octet; certctl makes an error of the signal that comes with it.
        let run = limited(&folder, "ulimit -f 0", line).exits(3);
        assert!(run.err().contains("[output-failed]"), "{run}");
        assert_eq!(folder.names("."), before, "{run}");
        assert_eq!(folder.text("there"), "mine\n", "{run}");
    }
}

#[test]
fn an_extraction_onto_a_full_disk_leaves_nothing_behind() {
    let folder = material("rsa-2048").folder();
    certctl(
        &folder,
        "p12 create --key mail.key --cert chain.pem --password-file password --out mail.p12",
    )
    .ok();
    folder.make_folder("out");
    // One block of 512 octets is less than any of the files needs.
    let line = "p12 extract mail.p12 --password-file password --out-dir out";
    let run = limited(&folder, "ulimit -f 1", line).exits(3);
    assert!(run.err().contains("[output-failed]"), "{run}");
    assert!(folder.names("out").is_empty(), "{run}");
}

#[test]
fn standard_output_that_takes_nothing_is_an_error() {
    let folder = material("ec-p256").folder();
    for line in [
        "inspect leaf.pem > /dev/full",
        "inspect leaf.pem --json > /dev/full",
        "chain repair chain.pem root.pem > /dev/full",
    ] {
        let run = limited(&folder, ":", line).exits(3);
        assert!(run.err().contains("standard output"), "{run}");
    }
}

#[test]
fn a_reader_that_stops_reading_is_no_bug() {
    let folder = material("ec-p256").folder();
    folder.write("many.pem", material("ec-p256").chain().repeat(500));
    let script = format!("'{}' inspect many.pem | head -n 1", binary().display());
    let run = Run::of(folder.command("sh").arg("-c").arg(script), b"")
        .expect("sh can be started")
        .ok();
    assert!(
        !run.err().contains("bug") && !run.err().contains("panicked"),
        "{run}"
    );
}

#[test]
fn a_demonstration_that_is_interrupted_leaves_no_folder() {
    for signal in ["INT", "TERM", "HUP"] {
        let folder = Folder::new();
        folder.make_folder("tmp");
        let mut process = folder
            .command(binary())
            .arg("demo")
            .env("TMPDIR", folder.path("tmp"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("certctl can be started");
        let begin = Instant::now();
        while folder.names("tmp").is_empty() {
            assert!(begin.elapsed() < PATIENCE, "no folder of the demonstration");
            thread::sleep(Duration::from_millis(5));
        }
        let sent = Command::new("kill")
            .args(["-s", signal, &process.id().to_string()])
            .status();
        assert!(sent.expect("kill can be started").success(), "{signal}");
        process.wait().expect("an end");
        assert!(
            folder.names("tmp").is_empty(),
            "{signal}: {:?}",
            folder.names("tmp")
        );
    }
}

/// How often a writing process is killed.
const KILLS: u32 = 50;

#[test]
fn a_process_that_is_killed_leaves_no_part_of_a_file() {
    let folder = material("ec-p256").folder();
    let line = ["key", "generate", "--algorithm", "ec-p256", "--out", "new.key"];
    let started = |arguments: &[&str]| {
        let mut command = folder.command(binary());
        command
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.spawn().expect("certctl can be started")
    };
    let begin = Instant::now();
    started(&line).wait().expect("certctl ends");
    let whole = begin.elapsed();

    let mut complete = 0;
    for kill in 0..KILLS {
        // Every second time there is a file already.
        let mut arguments = line.to_vec();
        let replaces = kill % 2 == 1;
        if replaces {
            folder.write("new.key", "mine\n");
            arguments.push("--force");
        } else if folder.holds("new.key") {
            std::fs::remove_file(folder.path("new.key")).expect("a file");
        }
        let mut process = started(&arguments);
        // Over the whole run, and as long again.
        thread::sleep(whole * kill / (KILLS / 2));
        process.kill().expect("a signal");
        process.wait().expect("an end");

        for name in folder.names(".") {
            if name.starts_with(".certctl-") {
                assert_eq!(folder.mode(&name), 0o600, "{name} may hold a part of a key");
                std::fs::remove_file(folder.path(&name)).expect("a file");
            }
        }
        if folder.holds("new.key") && !(replaces && folder.text("new.key") == "mine\n") {
            assert_eq!(
                blocks(folder.bytes("new.key"), "PRIVATE KEY").len(),
                1,
                "a part of a file"
            );
            assert_eq!(folder.mode("new.key"), 0o600);
            complete += 1;
        }
    }
    assert!(complete > 0, "some processes were killed after they had written");
    assert!(
        complete < KILLS,
        "some processes were killed before they had written"
    );
}

#[test]
fn a_prompt_that_is_interrupted_gives_the_terminal_its_echo_back() {
    let folder = material("ec-p256").folder();
    certctl(
        &folder,
        "p12 create --key mail.key --cert chain.pem --password-file password --out mail.p12",
    )
    .ok();
    let script = format!(
        "(until stty -a </dev/tty | grep -q -- ' -echo '; do sleep 0.05; done; kill -TERM $(cat pid)) &
        sh -c 'echo $$ >pid; exec \"{}\" p12 extract mail.p12 --out-dir out' || echo $? >code
        stty -a >after",
        binary().display()
    );
    let mut terminal = folder.command("script");
    terminal.args(["-qc", &script, "/dev/null"]);
    // Its end would be the answer to the prompt.
    terminal.stdin(Stdio::piped()).stdout(Stdio::null());
    let mut terminal = terminal.spawn().expect("script can be started");
    let input = terminal.stdin.take();
    terminal.wait().expect("an end");
    drop(input);
    assert_eq!(folder.text("code"), "143\n", "SIGTERM ended it");
    let after = folder.text("after");
    assert!(after.contains(" echo ") && after.contains(" icanon "), "{after}");
}
