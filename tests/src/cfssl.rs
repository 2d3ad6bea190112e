//! CFSSL, Cloudflare's certification authority: a root, an intermediate, and certificates for requests.

use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::{folder::Folder, program::Program, run::Run};

/// `cfssl`
pub const CFSSL: Program = Program {
    name: "cfssl",
    package: "golang-cfssl",
    version,
};

fn version() -> String {
    let said = CFSSL.run(&Folder::new(), "version").out();
    let version = said.lines().find_map(|line| line.strip_prefix("Version:"));
    format!("cfssl {}", version.unwrap_or_default().trim())
}

/// A CA of two tiers, each part in PEM.
pub struct Authority {
    /// The certificate that its own key signed.
    pub root: String,
    /// The certificate that signs.
    pub intermediate: String,
    key: String,
}

/// The CA of all tests; it is made once.
pub static AUTHORITY: LazyLock<Authority> = LazyLock::new(Authority::new);

/// What a certificate says about where its issuer's can be fetched.
pub const ISSUER_URL: &str = "http://ca.example/issuer.crt";

impl Authority {
    fn new() -> Self {
        let mut root = subject("Test Root", "ecdsa", 256);
        root["ca"] = json!({ "expiry": "87600h" });
        let folder = Folder::with([
            ("config.json", configuration().to_string()),
            ("root.json", root.to_string()),
            ("issuer.json", subject("Test Issuer", "rsa", 2048).to_string()),
        ]);
        let (root, root_key) = made(&CFSSL.run(&folder, "gencert -initca root.json"));
        folder.write("root.pem", &root);
        folder.write("root.key", &root_key);
        let line = "gencert -ca root.pem -ca-key root.key -config config.json -profile issuer issuer.json";
        let (intermediate, key) = made(&CFSSL.run(&folder, line));
        Self {
            root,
            intermediate,
            key,
        }
    }

    /// Signs a request for a mail server, and answers as cfssl does: in JSON.
    pub fn sign(&self, request: &str) -> Run {
        self.sign_as("mail", request)
    }

    /// Signs a request by another profile: `expired` and `future` have other dates.
    pub fn sign_as(&self, profile: &str, request: &str) -> Run {
        let configuration = configuration().to_string();
        let folder = Folder::with([
            ("config.json", configuration.as_str()),
            ("issuer.pem", &self.intermediate),
            ("issuer.key", &self.key),
            ("request.pem", request),
        ]);
        let line = format!(
            "sign -ca issuer.pem -ca-key issuer.key -config config.json -profile {profile} request.pem"
        );
        CFSSL.run(&folder, &line)
    }

    /// The certificate for a request, in PEM.
    ///
    /// # Panics
    ///
    /// If it does not sign.
    #[track_caller]
    pub fn certificate(&self, request: &str) -> String {
        self.certificate_as("mail", request)
    }

    /// The certificate for a request by another profile, in PEM.
    ///
    /// # Panics
    ///
    /// If it does not sign.
    #[track_caller]
    pub fn certificate_as(&self, profile: &str, request: &str) -> String {
        certificate_in(&self.sign_as(profile, request))
    }

    /// The key of the intermediate in PEM, for programs that sign in its place.
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// The certificate in an answer, in PEM.
///
/// # Panics
///
/// If there is none.
#[track_caller]
pub fn certificate_in(run: &Run) -> String {
    part(&answer(run), "cert")
}

/// The answer of a run that did what it was asked.
#[track_caller]
fn answer(run: &Run) -> Value {
    let run = run.clone().ok();
    serde_json::from_slice(&run.stdout).unwrap_or_else(|error| panic!("no JSON: {error}: {run}"))
}

/// A new certificate and its key.
#[track_caller]
fn made(run: &Run) -> (String, String) {
    let answer = answer(run);
    (part(&answer, "cert"), part(&answer, "key"))
}

#[track_caller]
fn part(answer: &Value, name: &str) -> String {
    let text = answer[name].as_str();
    text.unwrap_or_else(|| panic!("no {name} in {answer}")).to_owned()
}

fn subject(name: &str, algorithm: &str, size: u32) -> Value {
    json!({
        "CN": name,
        "key": { "algo": algorithm, "size": size },
        "names": [{ "O": "Tests", "C": "SE" }],
    })
}

fn configuration() -> Value {
    json!({ "signing": {
        "default": { "expiry": "8760h" },
        "profiles": {
            "issuer": {
                "usages": ["cert sign", "crl sign"],
                "expiry": "43800h",
                "ca_constraint": { "is_ca": true, "max_path_len": 0, "max_path_len_zero": true },
            },
            "mail": {
                "usages": ["digital signature", "key encipherment", "server auth", "client auth"],
                "expiry": "2160h",
                "issuer_urls": [ISSUER_URL],
            },
            "expired": {
                "usages": ["digital signature", "server auth"],
                "not_before": "2020-01-01T00:00:00Z",
                "not_after": "2020-03-31T00:00:00Z",
                "expiry": "2160h",
            },
            "future": {
                "usages": ["digital signature", "server auth"],
                "not_before": "2120-01-01T00:00:00Z",
                "not_after": "2120-03-31T00:00:00Z",
                "expiry": "2160h",
            },
        },
    } })
}
