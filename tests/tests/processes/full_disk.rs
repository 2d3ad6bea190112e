//! A commit that finds no room: refused by name, nothing changed, and done when there is room again.

use serde_json::Value;
use tests::{
    certctl::{Answer, binary, certctl, json},
    folder::Folder,
    run::Run,
};

use crate::{
    mount::script,
    state::{check, make},
};

/// The destinations of a commit that needs more room than the index of the log.
const DESTINATIONS: u32 = 400;

/// Runs certctl under a limit of so many octets on the size of files, without any preparation for its signal.
fn limited(folder: &Folder, octets: u32, line: &str) -> Answer {
    let mut command = folder.command("prlimit");
    command.arg(format!("--fsize={octets}")).arg(binary());
    command
        .args(line.split(' '))
        .args(["--store", "sqlite:store.db", "--json"]);
    let run = Run::of(&mut command, b"");
    let run = run.expect("prlimit can be started; it is in Debian's package util-linux");
    Answer {
        code: run.code().unwrap_or_else(|| panic!("ended by a signal: {run}")),
        document: serde_json::from_slice(&run.stdout).unwrap_or_else(|_| panic!("{run}")),
        run,
    }
}

/// A file that `config load` takes, with many destinations.
fn with_many_destinations(saved: &str) -> String {
    let tables = (0..DESTINATIONS)
        .map(|number| format!("[destination.\"d{number}.example.com\"]\ntls = \"required\"\n"));
    tables.fold(saved.to_owned(), |text, table| text + &table)
}

/// The last revision.
fn head(folder: &Folder) -> Value {
    json(folder, "history --store sqlite:store.db").exits(0)["revisions"][0]["number"].clone()
}

#[test]
fn a_commit_at_the_limit_on_the_size_of_files_is_refused_by_name_and_goes_through_without_it() {
    let folder = Folder::new();
    make(&folder);
    certctl(
        &folder,
        "config save saved.toml --keys plain --yes --store sqlite:store.db",
    )
    .ok();
    folder.write("many.toml", with_many_destinations(&folder.text("saved.toml")));
    // The staging, too: under the limit nothing of it is staged.
    let refused = limited(&folder, 50_000, "config load many.toml").exits(4);
    assert_eq!(refused["error"]["name"], "store-full", "{refused:#}");
    let changes = json(&folder, "changes --store sqlite:store.db").exits(0);
    assert_eq!(
        changes["changes"].as_array().map(Vec::len),
        Some(0),
        "{changes:#}"
    );
    certctl(&folder, "config load many.toml --store sqlite:store.db").ok();

    let mut refusals = 0;
    for octets in [
        0,
        10_000,
        32_768,
        50_000,
        70_000,
        100_000,
        140_000,
        200_000,
        400_000,
        100_000_000,
    ] {
        let answer = limited(&folder, octets, "commit");
        check(&folder);
        if answer.code == 0 {
            assert_eq!(head(&folder), 2, "{octets}: {}", answer.run);
            break;
        }
        let refused = answer.exits(4);
        assert_eq!(refused["error"]["name"], "store-full", "{octets}: {refused:#}");
        assert_eq!(head(&folder), 1, "{octets}: {refused:#}");
        refusals += 1;
    }
    // Where the store opens and the log of the commit does not fit as well.
    assert!(refusals >= 5, "{refusals}");
    let all = json(&folder, "destination list --store sqlite:store.db").exits(0);
    let count = all["entries"].as_array().map(Vec::len);
    assert_eq!(count, Some(DESTINATIONS as usize + 1), "{all:#}");
}

#[test]
fn a_commit_on_a_full_disk_is_refused_by_name_and_goes_through_when_there_is_room() {
    let folder = Folder::new();
    let run = script(
        &folder,
        "mkdir disk; mount -t tmpfs -o size=2m,mode=0700 tmpfs disk; cd disk
        certctl init --host-name mail.example.com --json > ../init.json
        certctl config save ../saved.toml --keys plain --yes
        cp ../saved.toml ../many.toml
        for number in $(seq 400); do
            printf '[destination.\"d%s.example.com\"]\\ntls = \"required\"\\n' $number >> ../many.toml
        done
        certctl config load ../many.toml > ../load.text
        head -c 4m /dev/zero > filler 2> ../filler.text || true
        certctl commit --json > ../full.json && exit 100 || test $? = 4
        truncate -s -80K filler
        certctl commit --json > ../nearly-full.json && exit 101 || test $? = 4
        rm filler
        certctl store check --json > ../check.json
        certctl history --json > ../before.json
        certctl commit --json > ../commit.json
        certctl store check --json > ../check-after.json",
    );
    let document = |name: &str| -> Value {
        serde_json::from_slice(&folder.bytes(name)).unwrap_or_else(|error| panic!("{name}: {error}: {run}"))
    };
    let run = run.clone().ok();
    for refused in ["full.json", "nearly-full.json"] {
        assert_eq!(
            document(refused)["error"]["name"],
            "store-full",
            "{refused}: {run}"
        );
    }
    assert_eq!(document("check.json")["sound"], true);
    assert_eq!(document("before.json")["revisions"][0]["number"], 1);
    assert_eq!(document("commit.json")["revision"]["number"], 2);
    assert_eq!(document("check-after.json")["sound"], true);
}

#[test]
fn a_making_on_a_small_disk_makes_a_whole_store_or_says_that_there_is_no_room() {
    let folder = Folder::new();
    let sizes: Vec<u32> = (20..=480).step_by(20).collect();
    let run = script(
        &folder,
        "for size in $(seq 20 20 480); do
            mkdir disk; mount -t tmpfs -o size=${size}k,mode=0700 tmpfs disk; cd disk
            certctl init --host-name mail.example.com --json > ../$size.json && code=0 || code=$?
            echo $code > ../$size.code; ls -A > ../$size.names
            if test $code = 0; then certctl store check --json > ../$size.check; fi
            cd ..; umount disk; rmdir disk
        done",
    )
    .ok();
    let (mut made, mut refused) = (0, 0);
    for size in sizes {
        let answer = folder.text(&format!("{size}.json"));
        if folder.text(&format!("{size}.code")) == "0\n" {
            made += 1;
            // What keeps a log needs more room than what is only read.
            let check: Value =
                serde_json::from_slice(&folder.bytes(&format!("{size}.check"))).expect("a check");
            assert_eq!(check["sound"], true, "{size}: {check:#}: {run}");
        } else {
            refused += 1;
            assert!(
                answer.contains("store-full") || answer.contains("key-file-unwritable"),
                "{size}: {answer}"
            );
            assert_eq!(folder.text(&format!("{size}.names")), "", "{size}: {answer}");
        }
    }
    assert!(made > 0 && refused > 3, "{made} made, {refused} refused");
}

#[test]
fn a_change_of_the_key_on_a_full_disk_changes_nothing_or_says_that_it_did() {
    let folder = Folder::new();
    let run = script(
        &folder,
        "mkdir disk; mount -t tmpfs -o size=4m,mode=0700 tmpfs disk; cd disk
        certctl init --host-name mail.example.com --json > ../init.json
        for room in $(seq 0 16 400); do
            head -c 8m /dev/zero > filler 2> ../filler.text || true
            truncate -s -${room}K filler
            certctl store rekey --master-key-file other.key --json > ../$room.json && code=0 || code=$?
            echo $code > ../$room.code; ls -A > ../$room.names
            rm filler
            certctl store check --json > ../$room.check
            if test $code = 0; then certctl store rekey --master-key-file store.db.key --json > ../again.json || true; fi
            if test $code = 0; then break; fi
        done
        echo $room > ../last",
    )
    .ok();
    let last: u32 = folder.text("last").trim().parse().expect("a number");
    for room in (0..=last).step_by(16) {
        let answer = folder.text(&format!("{room}.json"));
        let check: Value = serde_json::from_slice(&folder.bytes(&format!("{room}.check"))).expect("a check");
        assert_eq!(check["sound"], true, "{room}: {check:#}: {run}");
        let names = folder.text(&format!("{room}.names"));
        if folder.text(&format!("{room}.code")) == "0\n" {
            assert!(!answer.contains("nothing was changed"), "{room}: {answer}");
            assert!(answer.contains("the key was changed"), "{room}: {answer}");
        } else {
            assert!(!names.contains("other.key"), "{room}: {names}{answer}");
        }
    }
    assert!(last > 0, "nothing was refused: {run}");
}
