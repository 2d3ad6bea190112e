//! A making of a store that is killed leaves a whole store or none.

use std::{
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

use tests::{certctl::binary, folder::Folder};

use crate::{
    chance::instant_within,
    state::{check, make},
};

/// How often a making is killed.
const KILLS: u32 = 40;

#[test]
fn a_making_that_is_killed_leaves_a_whole_store_or_none() {
    // Built before the clock runs.
    make(&Folder::new());
    let begin = Instant::now();
    make(&Folder::new());
    let span = begin.elapsed() + Duration::from_millis(5);
    let (mut none, mut whole) = (0, 0);
    for _ in 0..KILLS {
        let folder = Folder::new();
        let mut command = folder.command(binary());
        command.args([
            "init",
            "--store",
            "sqlite:store.db",
            "--host-name",
            "mail.example.com",
        ]);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut making = command.spawn().expect("certctl can be started");
        thread::sleep(instant_within(span));
        making.kill().expect("it can be killed");
        making.wait().expect("it can be waited for");
        if folder.holds("store.db") {
            whole += 1;
        } else {
            none += 1;
            // A key file that was made before the store belongs to none, and the command says so.
            if folder.holds("store.db.key") {
                std::fs::remove_file(folder.path("store.db.key")).expect("it can be removed");
            }
            make(&folder);
        }
        check(&folder);
    }
    println!("{KILLS} kills: {none} left no store, {whole} a whole one");
    assert!(none > 0, "no making was killed in time");
}
