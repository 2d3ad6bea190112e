//! What the verbs on a store cost: with few profiles beside the start of the program, with many beside an empty store.
//!
//! `cargo bench -p certctl --bench store`; `PROFILES` and `DESTINATIONS` in the environment make it smaller or
//! larger.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be set up has failed")]

#[path = "../../certcore/benches/ratio/mod.rs"]
mod ratio;

use std::{
    cell::Cell,
    env,
    fmt::Write as _,
    fs,
    path::Path,
    process::{Command, Output},
};

use certcore::{
    issue::Description,
    key::{KeyAlgorithm, PrivateKey},
    x509::{Serial, Validity},
};
use certops::init::{Init, demo_key, init};
use certstore::{
    audit::Origin,
    entry::{EntryId, Profile, ProfileOrigin},
    repository::{RevisionNumber, StagedChange},
    seal::{DataKey, KeyFile, MasterKey, MasterKeySource, Nonce, SealHeader},
    store::{Actor, Store, StoreUrl},
};
use chrono::{Duration, Utc};

/// Rounds of each comparison.
const ROUNDS: usize = 61;

fn main() {
    let profiles = env::var("PROFILES").map_or(100_000, |count| count.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    for (name, count) in [("empty", 0), ("hundred", 100), ("large", profiles)] {
        runtime.block_on(fill(&folder.path().join(name), count));
    }
    let certctl = |store: &str, line: &str| run(folder.path(), store, line);
    let start = || run_plain("certctl --version");

    ratio::compare(
        "certctl status on 100 profiles",
        ROUNDS,
        ("status", || certctl("hundred", "status")),
        ("certctl --version", start),
        3.0,
    );
    ratio::compare(
        &format!("certctl profile list --expiring 30 on {profiles} profiles"),
        ROUNDS,
        ("large", || certctl("large", "profile list --expiring 30")),
        ("hundred", || certctl("hundred", "profile list --expiring 30")),
        2.0,
    );
    let number = Cell::new(0);
    let commit = |store: &'static str, verb: &'static str| {
        let (number, certctl) = (&number, &certctl);
        (
            move || {
                number.set(number.get() + 1);
                certctl(store, &verb.replace('N', &number.get().to_string()));
            },
            move || certctl(store, "commit"),
        )
    };
    for (entry, verb) in [
        ("destination", "destination add dN.example.com --tls required"),
        ("listener", "listener set IncomingMail --domain dN.example.com"),
    ] {
        ratio::compare_prepared(
            &format!("a commit of one {entry} beside {profiles} profiles"),
            ROUNDS,
            ("large", commit("large", verb)),
            ("empty", commit("empty", verb)),
            2.0,
        );
    }
    let destinations = env::var("DESTINATIONS").map_or(10_000, |count| count.parse().unwrap());
    let file = folder.path().join("many.toml");
    let load = format!("config load {} --clear", file.display());
    write_destinations(&file, destinations, || {
        run(
            folder.path(),
            "hundred",
            &format!("config save {} --keys plain --yes", file.display()),
        )
    });
    ratio::compare_prepared(
        &format!("{destinations} staged destinations that are taken back"),
        5,
        (
            "clear",
            (|| drop(certctl("hundred", &load)), || certctl("hundred", "clear")),
        ),
        (
            "load",
            (|| drop(certctl("hundred", "clear")), || certctl("hundred", &load)),
        ),
        1.0,
    );
}

/// Saves a configuration and adds destinations to it.
fn write_destinations(file: &Path, count: usize, save: impl FnOnce() -> Output) {
    save();
    let mut text = fs::read_to_string(file).unwrap();
    for number in 0..count {
        writeln!(
            text,
            "\n[destination.\"d{number}.example.net\"]\ntls = \"required\""
        )
        .unwrap();
    }
    fs::write(file, text).unwrap();
}

/// Makes a store with this many profiles, of which one in a thousand ends within 30 days.
async fn fill(path: &Path, count: usize) {
    let at = Utc::now();
    let actor = Actor {
        author: "benchmark".to_owned(),
        origin: Origin::Cli,
        at,
    };
    let file = KeyFile::new(path.with_extension("key")).unwrap();
    let master = MasterKey::generate(&[1; 32]);
    file.create(&master).unwrap();
    let data_key = DataKey::generate(&[2; 32]);
    let source = MasterKeySource::File { path: file };
    let header = SealHeader::new(source, &master, &data_key, Nonce::from_random([3; 12])).unwrap();
    let request = Init {
        url: &StoreUrl::Sqlite(path.to_owned()),
        header: &header,
        data_key,
        host_name: "mx.example.com".parse().unwrap(),
        demo_key: demo_key().unwrap(),
        serial: Serial::from_random([4; 16]),
    };
    let (begun, revision) = init(request, &actor).await.unwrap();
    let store = begun.publish().await.unwrap();
    add_profiles(&store, &actor, count, revision.number).await;
    store.close().await;
}

async fn add_profiles(store: &Store, actor: &Actor, count: usize, base: RevisionNumber) {
    let mut writing = store.write(actor).await.unwrap();
    let mut changes = Vec::new();
    for number in 0..count {
        let name = format!("mx{number}.example.com");
        let key = PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
        let days = if number % 1000 == 0 { 20 } else { 100 };
        let validity = Validity::for_days(actor.at - Duration::days(1), days).unwrap();
        let serial = Serial::from_random(u128::try_from(number).unwrap().to_be_bytes());
        let description = Description::builder().common_name(&name).build().unwrap();
        let certificate = description.self_signed(&key, validity, &serial).unwrap();
        writing.add_key(&key).await.unwrap();
        writing.add_certificate(&certificate).await.unwrap();
        let profile = Profile {
            origin: ProfileOrigin::SelfSigned,
            key: key.public().sha256(),
            certificate: certificate.sha256(),
            intermediates: Vec::new(),
            request: None,
        };
        let id = EntryId::profile(&name).unwrap();
        changes.push(StagedChange {
            id,
            entry: Some(profile.into()),
            base,
            author: actor.author.clone(),
            origin: actor.origin,
            at: actor.at,
        });
    }
    for part in changes.chunks(1000) {
        writing.publish(part, None).await.unwrap();
    }
    writing.commit().await.unwrap();
}

fn run(folder: &Path, store: &str, line: &str) -> Output {
    let url = format!("sqlite:{}", folder.join(store).display());
    let mut command = Command::new(env!("CARGO_BIN_EXE_certctl"));
    command.args(line.split_whitespace()).env("CERTCTL_STORE", url);
    finished(&mut command)
}

fn run_plain(line: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_certctl"));
    command.args(line.split_whitespace().skip(1));
    finished(&mut command)
}

fn finished(command: &mut Command) -> Output {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    output
}
