//! A store of certctl in a folder, and what an administrator does with it.

use serde_json::Value;

use crate::{
    answer::messy,
    certctl::{Answer, certctl, certctl_with_input, json, json_with_input},
    cfssl,
    folder::Folder,
    material::{Material, PASSWORD, blocks},
    run::Run,
};

/// The host name of the machine and of its interface: that of every certificate.
pub use crate::material::HOST;

/// The five services, each as `certctl bind` names it.
pub const SERVICES: [&str; 5] = [
    "inbound IncomingMail",
    "outbound",
    "https Management",
    "ldap",
    "url-filtering",
];

/// A folder with a store, `store.db`, and a password in `password`.
pub struct Gateway {
    folder: Folder,
}

impl Gateway {
    /// A new store.
    ///
    /// # Panics
    ///
    /// If none can be made.
    #[expect(clippy::new_without_default, reason = "making a store is no default value")]
    pub fn new() -> Self {
        let gateway = Self {
            folder: Folder::with([("password", format!("{PASSWORD}\n"))]),
        };
        gateway.run(&format!("init --host-name {HOST}")).ok();
        gateway
    }

    /// A store with a profile that is committed.
    ///
    /// # Panics
    ///
    /// If it cannot be made.
    pub fn with_profile(name: &str, algorithm: &str) -> Self {
        let gateway = Self::new();
        gateway.create(name, algorithm);
        gateway.commit();
        gateway
    }

    /// The folder.
    pub const fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Runs a verb on the store.
    #[track_caller]
    pub fn run(&self, line: &str) -> Run {
        certctl(&self.folder, &on_the_store(line))
    }

    /// Runs a verb with something on its standard input.
    #[track_caller]
    pub fn run_with_input(&self, line: &str, input: &[u8]) -> Run {
        certctl_with_input(&self.folder, &on_the_store(line), input)
    }

    /// What a verb answers in JSON.
    #[track_caller]
    pub fn json(&self, line: &str) -> Answer {
        json(&self.folder, &on_the_store(line))
    }

    /// Stages a new profile for the host.
    ///
    /// # Panics
    ///
    /// If it is refused.
    #[track_caller]
    pub fn create(&self, name: &str, algorithm: &str) {
        let line =
            format!("profile create {name} --algorithm {algorithm} --cn {HOST} --for inbound,outbound,https");
        self.run(&line).ok();
    }

    /// Commits what is staged.
    ///
    /// # Panics
    ///
    /// If it is refused.
    #[track_caller]
    pub fn commit(&self) -> Run {
        self.run("commit -m 'by a test'").ok()
    }

    /// Has the CA answer the committed request of a profile.
    ///
    /// # Panics
    ///
    /// If there is no request.
    #[track_caller]
    pub fn answer(&self, profile: &str) -> Material {
        let request = self.run(&format!("profile csr {profile}")).ok().out();
        Material {
            key: String::new(),
            leaf: cfssl::AUTHORITY.certificate(&request),
            request,
            intermediate: cfssl::AUTHORITY.intermediate.clone(),
            root: cfssl::AUTHORITY.root.clone(),
        }
    }

    /// Uploads the messy answer of the CA from standard input, and gives back what certctl says of it in JSON.
    ///
    /// # Panics
    ///
    /// If it is refused.
    #[track_caller]
    pub fn upload(&self, profile: &str, answer: &Material) -> Value {
        let line = on_the_store(&format!("profile upload {profile} -"));
        json_with_input(&self.folder, &line, messy(answer).as_bytes()).exits(0)
    }

    /// Has a profile signed and committed.
    ///
    /// # Panics
    ///
    /// If anything on the way is refused.
    #[track_caller]
    pub fn sign(&self, profile: &str) -> Material {
        let answer = self.answer(profile);
        self.upload(profile, &answer);
        self.commit();
        answer
    }

    /// Binds a profile to all five services.
    ///
    /// # Panics
    ///
    /// If one is refused.
    #[track_caller]
    pub fn bind(&self, profile: &str) {
        for service in SERVICES {
            self.run(&format!("bind {service} {profile}")).ok();
        }
    }

    /// What is bound where.
    ///
    /// # Panics
    ///
    /// If it cannot be told.
    #[track_caller]
    pub fn bindings(&self) -> Value {
        self.json("bindings").exits(0)["bindings"].clone()
    }

    /// Everything about a profile but the number of the revision that it stands in, which is another in another store.
    ///
    /// # Panics
    ///
    /// If there is no such profile.
    #[track_caller]
    pub fn profile(&self, name: &str) -> Value {
        let mut facts = self.json(&format!("profile show {name}")).exits(0);
        let revision = facts.as_object_mut().and_then(|facts| facts.remove("revision"));
        assert!(revision.is_some_and(|revision| revision.is_i64()), "{facts:#}");
        facts
    }

    /// The private key and the chain of a profile in PEM, not encrypted.
    ///
    /// # Panics
    ///
    /// If it is not given out.
    #[track_caller]
    pub fn exported(&self, name: &str) -> String {
        let pem = self.run(&format!("profile export {name} --pem --key")).ok().out();
        assert_eq!(blocks(&pem, "PRIVATE KEY").len(), 1, "one private key");
        pem
    }
}

/// The command line with the store, where none is named.
fn on_the_store(line: &str) -> String {
    if line.contains("--store") {
        line.to_owned()
    } else {
        format!("{line} --store sqlite:store.db")
    }
}
