//! A store and a backup on a medium that cannot be written: what only reads works, what writes is refused by name.

use serde_json::Value;
use tests::{certctl::binary, folder::Folder};

use crate::mount::script;

#[test]
fn a_read_only_store_and_its_backup_are_read_and_not_written() {
    let folder = Folder::new();
    let run = script(
        &folder,
        "mkdir disk; mount -t tmpfs -o size=2m,mode=0700 tmpfs disk; cd disk
        certctl init --host-name mail.example.com > ../init.text
        certctl destination add a.example.com --tls required > ../add.text
        certctl commit > ../commit.text
        certctl backup backup.db > ../backup.text
        mount -o remount,ro .
        ls -A > ../names-before.text; cat store.db backup.db > ../octets-before
        for store in store backup; do
            export CERTCTL_STORE=sqlite:$store.db
            certctl status --json > ../$store-status.json
            certctl store check --json > ../$store-check.json
            certctl history --json > ../$store-history.json
            certctl destination add b.example.com --tls required --json > ../$store-add.json && exit 100 || test $? = 4
        done
        ls -A > ../names-after.text; cat store.db backup.db > ../octets-after",
    );
    let run = run.ok();
    for store in ["store", "backup"] {
        let document = |verb: &str| -> Value {
            let name = format!("{store}-{verb}.json");
            serde_json::from_slice(&folder.bytes(&name))
                .unwrap_or_else(|error| panic!("{name}: {error}: {run}"))
        };
        assert_eq!(document("status")["entries"]["profile"], 1, "{run}");
        assert_eq!(document("check")["sound"], true, "{run}");
        assert_eq!(document("history")["revisions"][0]["number"], 2, "{run}");
        assert_eq!(document("add")["error"]["name"], "store-read-only", "{run}");
    }
    assert_eq!(
        folder.text("names-before.text"),
        "backup.db\nstore.db\nstore.db.key\n"
    );
    assert_eq!(folder.text("names-after.text"), folder.text("names-before.text"));
    assert!(
        folder.bytes("octets-after") == folder.bytes("octets-before"),
        "{run}"
    );
}

#[test]
fn a_file_beside_the_store_that_cannot_be_written_is_named() {
    let folder = Folder::new();
    // Without its powers root is a user like any other.
    let user = format!("setpriv --bounding-set=-all '{}'", binary().display());
    let add = "destination add a.example.com --tls required --json";
    script(
        &folder,
        &format!(
            "certctl init --host-name mail.example.com > init.text
            chmod 400 store.db
            {user} status > status.text
            chmod 600 store.db
            ls -l store.db* > left.text
            {user} {add} > refused.json && exit 100 || test $? = 4
            chmod 600 store.db-shm
            {user} {add} > added.json"
        ),
    )
    .ok();
    let refused: Value = serde_json::from_slice(&folder.bytes("refused.json")).expect("an answer");
    assert_eq!(refused["error"]["name"], "store-read-only", "{refused:#}");
    let message = refused["error"]["message"].as_str().expect("a message");
    assert!(
        message.contains("chmod 600 ") && message.contains("store.db-shm"),
        "{message}"
    );
}
