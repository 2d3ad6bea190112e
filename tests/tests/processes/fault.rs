//! A disk that fails once, at any call: what is said to be done is there, whole; what fails leaves nothing half done.

use std::{collections::BTreeSet, process::Command};

use serde_json::Value;
use tests::{
    certctl::{Answer, binary, certctl},
    folder::Folder,
    run::Run,
};

use crate::state::{check, make};

/// What fails, and after how many calls it fails next: there are few of the first, and hundreds of the others.
const CALLS: [(&str, usize); 4] = [("fsync", 1), ("ftruncate", 1), ("pread", 7), ("pwrite", 13)];

/// The library that lets a call fail.
struct Faults {
    folder: Folder,
}

impl Faults {
    fn compile() -> Self {
        let folder = Folder::new();
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/processes/fault.c");
        let mut compiler = Command::new("cc");
        compiler
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .arg(folder.path("fault.so"))
            .args([source, "-ldl"]);
        let run = Run::of(&mut compiler, b"");
        run.expect("a C compiler, which the build needs as well").ok();
        Self { folder }
    }

    /// Runs certctl in `folder` while the `at`-th `call` fails; `None` where there are not so many.
    fn run(&self, folder: &Folder, call: &str, at: usize, line: &str) -> Option<Answer> {
        let mut command = folder.command(binary());
        command
            .args(line.split(' '))
            .args(["--store", "sqlite:store.db", "--json"])
            .env("LD_PRELOAD", self.folder.path("fault.so"))
            .env("FAULT_CALL", call)
            .env("FAULT_AT", at.to_string())
            .env("FAULT_PATH", folder.root())
            .env("FAULT_MARK", self.folder.path("mark"));
        let run = Run::of(&mut command, b"").expect("certctl can be started");
        if !self.folder.holds("mark") {
            run.ok();
            return None;
        }
        std::fs::remove_file(self.folder.path("mark")).expect("the mark");
        let document = serde_json::from_slice(&run.stdout).unwrap_or_else(|_| panic!("{call} {at}: {run}"));
        Some(Answer {
            code: run.code().unwrap_or_else(|| panic!("{call} {at}: {run}")),
            document,
            run,
        })
    }

    /// Does the same with every call that fails in a folder of its own, and gives how often the command failed.
    fn each(&self, line: &str, prepare: impl Fn() -> Folder, look: impl Fn(&Folder, &Answer, &str)) -> usize {
        let mut refused = 0;
        for (call, step) in CALLS {
            for at in (1..).step_by(step) {
                let folder = prepare();
                let Some(answer) = self.run(&folder, call, at, line) else {
                    break;
                };
                let context = format!("{call} {at}: {}", answer.run);
                if answer.code != 0 {
                    refused += 1;
                    let name = answer.document["error"]["name"].as_str().unwrap_or_default();
                    assert_ne!(name, "store-full", "{context}");
                    assert_ne!(name, "store-read-only", "{context}");
                }
                let hidden = folder
                    .names(".")
                    .into_iter()
                    .find(|name| name.starts_with(".cert"));
                assert_eq!(hidden, None, "{context}");
                look(&folder, &answer, &context);
            }
        }
        refused
    }
}

#[test]
fn a_store_that_is_said_to_be_made_is_whole_and_another_one_is_not_there() {
    let faults = Faults::compile();
    let line = "init --host-name mail.example.com";
    let refused = faults.each(line, Folder::new, |folder, answer, context| {
        if answer.code != 0 {
            assert_eq!(folder.names("."), BTreeSet::new(), "{context}");
            make(folder);
        }
        check(folder);
    });
    assert!(refused > 5, "{refused}");
}

/// A folder with a store in it.
fn stored(made: &Folder) -> Folder {
    let folder = Folder::new();
    for name in ["store.db", "store.db.key"] {
        folder.write(name, made.bytes(name));
    }
    folder
}

#[test]
fn a_backup_that_is_said_to_be_made_is_whole_and_another_one_is_not_there() {
    let faults = Faults::compile();
    let made = Folder::new();
    make(&made);
    let refused = faults.each(
        "backup copy.db",
        || stored(&made),
        |folder, answer, context| {
            check(folder);
            if answer.code == 0 {
                certctl(folder, "store check --store sqlite:copy.db").ok();
            } else {
                assert!(!folder.holds("copy.db"), "{context}");
            }
        },
    );
    assert!(refused > 5, "{refused}");
}

#[test]
fn a_store_opens_whatever_failed_while_its_key_was_changed() {
    let faults = Faults::compile();
    let made = Folder::new();
    make(&made);
    let refused = faults.each(
        "store rekey --master-key-file store.db.key",
        || stored(&made),
        |folder, answer, context| {
            check(folder);
            let warned = answer.document["warnings"]
                .as_array()
                .is_some_and(|all| !all.is_empty());
            // Where it is said to be done, nothing of the earlier seal is left, or that is said too.
            if answer.code == 0 && !warned {
                let seal = seal(&made.bytes("store.db"));
                let left = [folder.bytes("store.db"), log(folder)].concat();
                assert!(memchr::memmem::find(&left, &seal).is_none(), "{context}");
            }
        },
    );
    assert!(refused > 5, "{refused}");
}

fn log(folder: &Folder) -> Vec<u8> {
    if folder.holds("store.db-wal") {
        folder.bytes("store.db-wal")
    } else {
        Vec::new()
    }
}

/// The wrapped data key of a store, as digits in its header.
fn seal(store: &[u8]) -> Vec<u8> {
    let name = b"\"data_key\":\"";
    let at = memchr::memmem::find(store, name).expect("a seal") + name.len();
    store[at..at + 60].to_vec()
}

#[test]
fn a_process_that_may_open_no_more_files_is_not_told_of_a_store_that_cannot_be_written() {
    let folder = Folder::new();
    make(&folder);
    let mut refused = 0;
    for files in 4..40 {
        let mut command = folder.command("prlimit");
        command.arg(format!("--nofile={files}")).arg(binary());
        command.args(["status", "--store", "sqlite:store.db", "--json"]);
        let run =
            Run::of(&mut command, b"").expect("prlimit can be started; it is in Debian's package util-linux");
        let Ok(document) = serde_json::from_slice::<Value>(&run.stdout) else {
            continue;
        };
        let name = document["error"]["name"].as_str().unwrap_or("done");
        assert_ne!(name, "store-read-only", "{files}: {run}");
        if name == "store-unavailable" && run.out().contains("open files") {
            refused += 1;
        }
    }
    assert!(refused > 0, "no limit met the store");
}
