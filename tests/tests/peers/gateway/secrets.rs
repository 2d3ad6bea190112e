//! Secrets at rest and in everything that is said: no private key and no passphrase where nobody asked for one.

use tests::{
    console::Console,
    gateway::Gateway,
    material::PASSWORD,
    run::Run,
    secret::{Secret, none_in},
};

/// Verbs that show.
const SHOWING: [&str; 10] = [
    "status",
    "changes",
    "history",
    "show 1",
    "show 2",
    "bindings",
    "profile list",
    "profile show rsa",
    "profile show ec",
    "profile versions rsa",
];

/// Verbs that use a passphrase or write a key, but not on their output.
const WRITING: [&str; 8] = [
    "profile export rsa --pkcs12 --password-file password --out out.p12",
    "profile export ec --pem --key --password-file password --out out.pem",
    "profile import out.p12 --name again --password-file password",
    "commit",
    "config save encrypted.toml --keys encrypted --keys-passphrase-file password",
    "config load encrypted.toml --keys-passphrase-file password",
    "config save masked.toml",
    "backup backup.db",
];

#[test]
fn neither_files_nor_answers_show_a_key_or_a_passphrase() {
    let gateway = Gateway::new();
    // Somebody else who has the store open keeps its log from being taken in.
    let mut other = Console::on_a_pipe(gateway.folder());
    other.type_in("showchanges\n");
    other.wait_for("mail.example.com> showchanges");
    let mut runs: Vec<Run> = Vec::new();
    for (name, algorithm) in [("rsa", "rsa-2048"), ("ec", "ec-p256"), ("ed", "ed25519")] {
        let line = format!(
            "profile create {name} --algorithm {algorithm} --cn mail.example.com --for inbound,outbound"
        );
        runs.push(gateway.json(&line).run);
    }
    runs.push(gateway.run("changes"));
    runs.push(gateway.json("changes").run);
    runs.push(gateway.json("commit").run);
    for line in SHOWING {
        runs.push(gateway.run(line).ok());
        runs.push(gateway.json(line).run.ok());
    }
    for line in WRITING {
        runs.push(gateway.json(line).run.ok());
    }
    runs.push(gateway.run("config save -").ok());
    runs.push(gateway.run("store check").ok());

    let mut secrets = vec![Secret::password(PASSWORD)];
    let folder = gateway.folder();
    let master = folder.text("store.db.key");
    secrets.push(Secret::password(
        master.split_whitespace().last().expect("a master key"),
    ));
    for name in ["rsa", "ec", "ed", "Demo"] {
        secrets.extend(Secret::key(&gateway.exported(name)));
    }
    assert!(
        !folder.bytes("store.db-wal").is_empty(),
        "the log is kept while another process has the store open"
    );
    for run in &runs {
        none_in(&secrets, &run.stdout, &format!("standard output of {}", run.line));
        none_in(&secrets, &run.stderr, &format!("standard error of {}", run.line));
    }
    for file in [
        "store.db",
        "store.db-wal",
        "store.db-shm",
        "backup.db",
        "masked.toml",
        "encrypted.toml",
        "out.p12",
        "out.pem",
    ] {
        none_in(&secrets, &folder.bytes(file), file);
    }
    other.end();
}
