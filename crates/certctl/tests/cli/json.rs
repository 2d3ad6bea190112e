//! docs/reference/json.md says what the documents hold, and the documents hold what it says.

use std::{collections::BTreeSet, fs, path::Path};

use certcore::x509::Certificate;
use serde_json::Value;

use crate::{
    authority::full_stage,
    committed::STORE,
    maintenance::damage,
    name_server::{NameServer, Zone},
    stage::{Outcome, Stage},
};

/// Command lines whose documents together have every field, by the heading of their part of the page.
const LINES: &[(&str, &[&str])] = &[
    (
        "key generate",
        &["key generate --algorithm ec-p256 --out new.key"],
    ),
    (
        "csr create",
        &[
            "csr create --key mail.key --cn a.example",
            "csr create --key mail.key --cn a.example --for inbound --out new.csr",
        ],
    ),
    (
        "cert self-sign",
        &[
            "cert self-sign --key mail.key --cn a.example --for inbound",
            "cert self-sign --key mail.key --cn a.example --out new.crt",
        ],
    ),
    (
        "inspect",
        &["inspect answer.txt mail.csr version1.pem mail.key encrypted.key parameters.pem list.crl old.crt"],
    ),
    (
        "chain repair",
        &[
            "chain repair answer.txt",
            "chain repair answer.txt --out fixed.crt",
            "chain repair mail.crt",
        ],
    ),
    (
        "verify",
        &[
            "verify chain.crt --host mail.example.com --ca root.crt",
            "verify chain.crt --host a.example --ca root.crt",
        ],
    ),
    ("lint", &["lint chain.crt --at 2099-01-01"]),
    (
        "names check",
        &[
            "names check mail.crt --interface gw.example.com --mx mail.example.com",
            "names check mail.crt --interface mail.example.com --domain example.com --dns {dns}",
        ],
    ),
    (
        "p12 create",
        &["p12 create --key mail.key --cert answer.txt --password-file password.txt --out new.p12"],
    ),
    (
        "p12 inspect",
        &["p12 inspect mail.p12 --password-file password.txt"],
    ),
    (
        "p12 extract",
        &["p12 extract mail.p12 --password-file password.txt --out-dir out"],
    ),
    (
        "init",
        &["init --store sqlite:new.db --host-name mail.example.com"],
    ),
    (
        "profile create",
        &[
            "profile create new --cn a.example --ip 192.0.2.1 --email a@a.example --store sqlite:store.db",
            "profile create newer --cn a.example --for inbound --store sqlite:store.db",
        ],
    ),
    (
        "profile edit",
        &["profile edit mail --cn a.example --store sqlite:store.db"],
    ),
    (
        "profile csr",
        &[
            "profile csr waiting --store sqlite:store.db",
            "profile csr waiting --out waiting.csr --store sqlite:store.db",
        ],
    ),
    (
        "profile upload",
        &["profile upload waiting waiting-answer.txt --store sqlite:store.db"],
    ),
    (
        "profile import",
        &["profile import mail.key chain.crt --name Demo --yes --store sqlite:store.db"],
    ),
    ("profile list", &["profile list --store sqlite:store.db"]),
    (
        "profile show",
        &[
            "profile show mail --store sqlite:store.db",
            "profile show Demo --store sqlite:store.db",
            "profile show signed --store sqlite:store.db",
        ],
    ),
    (
        "profile export",
        &[
            "profile export signed --pem --store sqlite:store.db",
            "profile export signed --pem --key --out signed.pem --store sqlite:store.db",
        ],
    ),
    ("profile renew", &["profile renew signed --store sqlite:store.db"]),
    (
        "profile rekey",
        &["profile rekey signed --yes --store sqlite:store.db"],
    ),
    (
        "profile versions",
        &[
            "profile versions signed --store sqlite:store.db",
            "profile versions Demo --store sqlite:store.db",
        ],
    ),
    (
        "profile restore",
        &["profile restore signed 2 --store sqlite:store.db"],
    ),
    ("profile delete", &["profile delete mail --store sqlite:store.db"]),
    ("changes", &["changes --store sqlite:pending.db"]),
    (
        "commit",
        &[
            "commit --store sqlite:pending.db",
            "commit --store sqlite:pending.db",
        ],
    ),
    (
        "status",
        &[
            "status --store sqlite:pending.db",
            "status --expiring 9999 --store sqlite:pending.db",
        ],
    ),
    ("clear", &["clear --store sqlite:pending.db"]),
    ("history", &["history --store sqlite:pending.db"]),
    ("audit", &["audit --store sqlite:pending.db"]),
    (
        "show",
        &[
            "show 2 --store sqlite:pending.db",
            "show 2 --config --store sqlite:pending.db",
        ],
    ),
    ("rollback", &["rollback 2 --store sqlite:pending.db"]),
    ("notify", &["notify --store sqlite:pending.db"]),
    (
        "config save",
        &[
            "config save saved.toml --keys plain --yes --store sqlite:store.db",
            "config save - --store sqlite:store.db",
        ],
    ),
    (
        "config load",
        &["config load changed.toml --clear --store sqlite:store.db"],
    ),
    ("backup", &["backup copy.db --store sqlite:store.db"]),
    (
        "store check",
        &[
            "store check --store sqlite:open.db",
            "store check --store sqlite:damaged.db",
        ],
    ),
    (
        "store rekey",
        &["store rekey --master-key-file next.key --store sqlite:store.db"],
    ),
    ("machine show", &["machine show --store sqlite:store.db"]),
    ("alerts show", &["alerts show --store sqlite:store.db"]),
    ("demo", &["demo --keep kept"]),
    ("man", &["man --out pages"]),
    ("bindings", &["bindings --store sqlite:store.db"]),
    (
        "sender-group list",
        &["sender-group list --store sqlite:store.db"],
    ),
    ("ca list", &["ca list --store sqlite:store.db"]),
    (
        "ca export",
        &[
            "ca export custom --store sqlite:store.db",
            "ca export custom --out authorities.pem --store sqlite:store.db",
        ],
    ),
    ("sslconfig show", &["sslconfig show --store sqlite:store.db"]),
    ("sslconfig verify", &["sslconfig verify ECDHE+AESGCM:!aNUL"]),
];

/// Commands that stage something, with a line for each; their documents have the same fields.
const CHANGES: &[(&str, &str)] = &[
    ("bind inbound", "bind inbound IncomingMail signed"),
    ("bind outbound", "bind outbound signed"),
    ("bind https", "bind https Management signed"),
    ("bind ldap", "bind ldap signed"),
    ("bind url-filtering", "bind url-filtering signed"),
    ("unbind inbound", "unbind inbound IncomingMail"),
    ("unbind outbound", "unbind outbound"),
    ("unbind https", "unbind https Management"),
    ("unbind ldap", "unbind ldap"),
    ("unbind url-filtering", "unbind url-filtering"),
    (
        "interface add",
        "interface add Data1 --address 192.0.2.1 --host-name a.example.com",
    ),
    ("interface set", "interface set Data1 --https-port 443"),
    ("interface remove", "interface remove Data1"),
    (
        "listener add",
        "listener add Relay --interface Management --port 587",
    ),
    ("listener set", "listener set Relay --kind private"),
    (
        "sender-group add",
        "sender-group add Relay OWN --sender 10.0.0.0/8 --policy ACCEPTED",
    ),
    ("sender-group set", "sender-group set Relay OWN --before ALL"),
    ("sender-group remove", "sender-group remove Relay OWN"),
    ("listener remove", "listener remove Relay"),
    ("policy add", "policy add PARTNERS"),
    ("policy set", "policy set PARTNERS --tls required"),
    ("policy remove", "policy remove PARTNERS"),
    ("destination add", "destination add a.example --tls none"),
    ("destination set", "destination set a.example --tls required"),
    ("destination set-alert", "destination set-alert on"),
    ("destination remove", "destination remove a.example"),
    ("ldap add", "ldap add directory --host ldap.example.com"),
    ("ldap set", "ldap set directory --port 1636"),
    ("ldap remove", "ldap remove directory"),
    ("ca add", "ca add root.crt intermediate.crt"),
    ("ca set", "ca set root.crt --yes"),
    ("ca remove", "ca remove {root}"),
    ("ca enable", "ca enable system"),
    ("ca disable", "ca disable system"),
    ("sslconfig set", "sslconfig set gui --methods 1.3"),
    ("sslconfig preset", "sslconfig preset asyncos-15.5"),
    ("machine set", "machine set mx2.example.com"),
    ("alerts set", "alerts set --recipient postmaster@example.com"),
];

/// Commands that list entries of one kind; their documents have the same fields.
const LISTS: &[&str] = &[
    "interface list",
    "listener list",
    "policy list",
    "destination list",
    "ldap list",
];

/// Commands without JSON.
const TEXT_ONLY: &[(&str, &str)] = &[
    ("completion", "completion bash"),
    ("console", "console --store sqlite:store.db"),
];

/// The parts of the page that hold for every command.
const EVERY: &str = "Every answer";
const ERROR: &str = "Every error";
const CHANGE: &str = "Every change of an entry";
const LIST: &str = "Every list of entries";

#[test]
fn the_page_and_the_documents_agree() {
    let page = Page::read();
    let stage = full_stage();
    stage.write(
        "parameters.pem",
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n",
    );
    stage.write("old.crt", include_str!("data/common-name-only.crt"));
    let version1 = include_str!("../../../../fixtures/cases/08-request-version/input/version1.pem");
    stage.write("version1.pem", version1);
    stage.write("list.crl", include_str!("data/list.crl"));
    add_saved(&stage);
    let server = NameServer::start(Zone::Mx(&[(10, "mail.example.com")]));
    for (command, lines) in LINES {
        let title = format!("`{command}`");
        let mut found = BTreeSet::new();
        for line in *lines {
            let line = line.replace("{dns}", &server.address.to_string());
            let mut document = stage.run(&format!("{line} --json")).document();
            let warnings = document.as_object_mut().unwrap().remove("warnings");
            assert!(warnings.is_some_and(|warnings| warnings.is_array()), "{line}");
            collect(&document, "", &page.opaque(&title), &mut found);
        }
        page.agree(&title, &found);
    }
    let commands: Vec<&str> = LINES.iter().map(|(command, _)| *command).collect();
    for (verb, _) in certctl::cli::examples() {
        let text_only = TEXT_ONLY.iter().any(|(command, _)| *command == verb);
        let shared = LISTS.contains(&verb) || CHANGES.iter().any(|(command, _)| *command == verb);
        assert_eq!(commands.contains(&verb) || shared, !text_only, "{verb}");
    }
}

#[test]
fn what_refuses_json_is_named_by_the_page_and_by_the_readme() {
    let stage = full_stage();
    for (_, line) in TEXT_ONLY {
        let outcome = stage.run(&format!("{line} --json"));
        assert_eq!(outcome.code, 2, "{outcome:?}");
        assert_eq!(
            outcome.document()["error"]["name"],
            "json-not-supported",
            "{line}"
        );
    }
    let names: Vec<_> = TEXT_ONLY
        .iter()
        .map(|(command, _)| format!("`{command}`"))
        .collect();
    for file in ["README.md", "docs/reference/json.md"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(file);
        let text = fs::read_to_string(&path).unwrap().replace('\n', " ");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let sentence = format!("only {} do not take it", names.join(" and "));
        assert!(text.contains(&sentence), "{file}: {sentence}");
    }
}

/// Adds `changed.toml`, which differs from the store, and `open.db` and `damaged.db`, in which a check finds something.
fn add_saved(stage: &Stage) {
    stage
        .run(&format!("config save plain.toml --keys plain --yes {STORE}"))
        .done();
    let plain = String::from_utf8(stage.read("plain.toml")).unwrap();
    let default = "[destination.default]\ntls = \"preferred\"\n";
    let changed =
        "[destination.\"a.example\"]\ntls = \"none\"\n\n[destination.default]\ntls = \"required\"\n";
    assert!(plain.contains(default), "{plain}");
    stage.write("changed.toml", plain.replace(default, changed));
    stage.run(&format!("backup open.db {STORE}")).done();
    stage.set_mode("open.db", 0o644);
    stage.run(&format!("backup damaged.db {STORE}")).done();
    damage(stage, "damaged.db");
}

#[test]
fn the_page_and_what_is_staged_agree() {
    let page = Page::read();
    let stage = full_stage();
    let root = Certificate::read(&stage.read("root.crt")).unwrap();
    let mut found = BTreeSet::new();
    for (command, line) in CHANGES {
        assert!(line.starts_with(command), "{line}");
        let line = line.replace("{root}", &root.sha256().to_string());
        let mut document = stage.run(&format!("{line} {STORE} --json")).document();
        document.as_object_mut().unwrap().remove("warnings");
        collect(&document, "", &page.opaque(CHANGE), &mut found);
    }
    page.agree(CHANGE, &found);
}

#[test]
fn the_page_and_the_lists_agree() {
    let page = Page::read();
    let stage = full_stage();
    stage
        .run(&format!("ldap add directory --host ldap.example.com {STORE}"))
        .done();
    for list in LISTS {
        let mut document = stage.json(&format!("{list} {STORE}"));
        document.as_object_mut().unwrap().remove("warnings");
        let mut found = BTreeSet::new();
        collect(&document, "", &page.opaque(LIST), &mut found);
        page.agree(LIST, &found);
    }
}

#[test]
fn the_page_and_the_common_parts_agree() {
    let page = Page::read();
    let stage = Stage::with_key();
    stage.set_mode("mail.key", 0o644);
    let mut document = stage.json("csr create --key mail.key --cn a.example");
    document
        .as_object_mut()
        .unwrap()
        .retain(|field, _| field == "warnings");
    let mut found = BTreeSet::new();
    collect(&document, "", &BTreeSet::new(), &mut found);
    page.agree(EVERY, &found);

    let outcome: Outcome = stage.run("key generate --out mail.key --json");
    let mut found = BTreeSet::new();
    collect(&outcome.document(), "", &BTreeSet::new(), &mut found);
    page.agree(ERROR, &found);
}

/// A field of the page: its path and its type.
type Field = (String, String);

struct Page {
    parts: Vec<(String, Vec<Field>)>,
}

impl Page {
    fn read() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/json.md");
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut parts: Vec<(String, Vec<Field>)> = Vec::new();
        for line in text.lines() {
            if let Some(title) = line.strip_prefix("## ") {
                parts.push((title.to_owned(), Vec::new()));
            } else if let Some(row) = line.strip_prefix("| `")
                && let Some((path, rest)) = row.split_once("` | ")
                && let Some((kind, _)) = rest.split_once(" |")
            {
                parts
                    .last_mut()
                    .unwrap()
                    .1
                    .push((path.to_owned(), kind.to_owned()));
            }
        }
        Self { parts }
    }

    fn part(&self, title: &str) -> &[Field] {
        let part = self.parts.iter().find(|(known, _)| known == title);
        &part.unwrap_or_else(|| panic!("the page has no part {title}")).1
    }

    /// Fields whose inside is not described here.
    fn opaque(&self, title: &str) -> BTreeSet<String> {
        let fields = self.part(title).iter();
        fields
            .filter(|(_, kind)| ["object", "any"].contains(&kind.as_str()))
            .map(|(path, _)| path.clone())
            .collect()
    }

    /// Every field that was found is on the page, with its type, and the other way round.
    fn agree(&self, title: &str, found: &BTreeSet<Field>) {
        for (path, kind) in found {
            let fits = |(known, described): &Field| match kind.as_str() {
                "[]" => is_at_or_in(known, path),
                "null" => is_at_or_in(known, path) && described.ends_with("null"),
                kind => {
                    known == path
                        && described
                            .split(" or ")
                            .any(|described| described == kind || described == "any")
                }
            };
            assert!(
                self.part(title).iter().any(fits),
                "{title}: {path} ({kind}) is not on the page"
            );
        }
        for (path, kind) in self.part(title) {
            let fits = |(known, shown): &Field| known == path || (shown == "[]" && is_at_or_in(path, known));
            assert!(
                found.iter().any(fits),
                "{title}: {path} ({kind}) is in no document"
            );
            if kind.contains(" or null") {
                let is_null = |(known, shown): &Field| shown == "null" && is_at_or_in(path, known);
                assert!(found.iter().any(is_null), "{title}: {path} is never null");
            }
        }
    }
}

/// Whether `path` is `outer` or a field or element within it.
fn is_at_or_in(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// The paths and types of all values; `[]` behind a path is an element of an array.
fn collect(value: &Value, path: &str, opaque: &BTreeSet<String>, found: &mut BTreeSet<Field>) {
    let mut add = |kind: &str| {
        found.insert((path.to_owned(), kind.to_owned()));
    };
    match value {
        _ if opaque.contains(path) => add("object"),
        Value::Null => add("null"),
        Value::Bool(_) => add("bool"),
        Value::Number(_) => add("number"),
        Value::String(_) => add("string"),
        Value::Array(elements) => {
            let path = format!("{path}[]");
            if elements.is_empty() {
                found.insert((path, "[]".to_owned()));
            } else {
                for element in elements {
                    collect(element, &path, opaque, found);
                }
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                let separator = if path.is_empty() { "" } else { "." };
                collect(value, &format!("{path}{separator}{name}"), opaque, found);
            }
        }
    }
}
