//! A CA of two levels for the tests, and a folder with all that it gives.

use std::sync::OnceLock;

use certcore::{
    issue::{Authority, Description, Terms},
    key::{KeyAlgorithm, PrivateKey},
    secret::Password,
    x509::{Certificate, CertificateRequest, Purpose, Serial, Validity},
};
use chrono::{DateTime, Duration, Utc};

use crate::{
    committed::{STORE, commit},
    stage::Stage,
    staged::{make_store, stage_profile},
};

/// The password of `mail.p12` and `encrypted.key`.
pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// A root and an intermediate.
pub(crate) struct TestAuthority {
    root: Authority<PrivateKey>,
    intermediate: Authority<PrivateKey>,
    now: DateTime<Utc>,
}

impl TestAuthority {
    pub(crate) fn new() -> Self {
        // Not this moment, so that a certificate is valid although the program's clock counts whole seconds.
        let now = Utc::now() - Duration::hours(1);
        let key = || PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
        let subject = |name: &str| {
            Description::builder()
                .organization("Example Trust AB")
                .common_name(name)
                .build()
                .unwrap()
        };
        // Long enough ago for certificates that have expired: an authority signs within its own validity.
        let start = now - Duration::days(365);
        let root = Authority::root(&subject("Example Root CA"), key(), &terms(start, 1, 3650)).unwrap();
        let own = key();
        let certificate = root
            .sign_authority(
                &subject("Example Issuing CA"),
                own.public(),
                &terms(start, 2, 1825),
            )
            .unwrap();
        Self {
            intermediate: Authority::new(certificate, own).unwrap(),
            root,
            now,
        }
    }

    pub(crate) fn root(&self) -> &Certificate {
        self.root.certificate()
    }

    pub(crate) fn intermediate(&self) -> &Certificate {
        self.intermediate.certificate()
    }

    /// A certificate for a request, valid for 90 days from `start` on.
    pub(crate) fn sign_from(&self, request: &[u8], start: DateTime<Utc>) -> Certificate {
        let request = CertificateRequest::read(request).unwrap();
        let terms = Terms {
            purposes: vec![Purpose::ServerAuth, Purpose::ClientAuth],
            ca_issuers: Some("http://ca.example.com/issuing.crt".to_owned()),
            ..terms(start, 3, 90)
        };
        self.intermediate.sign(&request, &terms).unwrap()
    }

    /// A certificate that is valid now.
    pub(crate) fn sign(&self, request: &[u8]) -> Certificate {
        self.sign_from(request, self.now)
    }

    /// The CA's answer: text, root first, intermediate twice, leaf last, CR LF.
    pub(crate) fn answer(&self, leaf: &Certificate) -> String {
        let text = format!(
            "Your order 4711\n\n{}Intermediate:\n{}{}Yours:\n{}Bye\n",
            self.root().write_pem(),
            self.intermediate().write_pem(),
            self.intermediate().write_pem(),
            leaf.write_pem()
        );
        text.replace('\n', "\r\n")
    }
}

/// A folder with a key, a request, the CA's answer and all that follows, under the names that the help uses.
///
/// It is made once and copied for each test, because a PKCS#12 file takes its time.
pub(crate) fn full_stage() -> Stage {
    static FULL: OnceLock<Stage> = OnceLock::new();
    FULL.get_or_init(make_full_stage).copied()
}

fn make_full_stage() -> Stage {
    let stage = Stage::with_key();
    let authority = TestAuthority::new();
    stage.write("password.txt", format!("{PASSWORD}\n"));
    stage.write("key-password.txt", format!("{PASSWORD}\n"));
    stage
        .run("csr create --key mail.key --cn mail.example.com --for inbound,outbound --out mail.csr")
        .done();
    let leaf = authority.sign(&stage.read("mail.csr"));
    stage.write("answer.txt", authority.answer(&leaf));
    stage.write("mail.crt", leaf.write_pem());
    stage.write("intermediate.crt", authority.intermediate().write_pem());
    stage.write("root.crt", authority.root().write_pem());
    stage.write(
        "chain.crt",
        leaf.write_pem() + &authority.intermediate().write_pem(),
    );
    let key = PrivateKey::read(&stage.read("mail.key"), None).unwrap();
    let password = Password::new(PASSWORD).unwrap();
    stage.write("encrypted.key", key.write_encrypted_pem(&password).unwrap());
    stage
        .run("cert self-sign --key mail.key --cn mail.example.com --out self-signed.crt")
        .done();
    stage
        .run("p12 create --key mail.key --cert chain.crt --ca root.crt --password-file password.txt --out mail.p12")
        .done();
    add_store(&stage, &authority);
    make_store(&stage, "pending.db");
    stage_profile(&stage, "pending.db");
    stage
}

/// A store with a profile that waits for the answer in `profile-answer.txt`, and one that has its answer.
fn add_store(stage: &Stage, authority: &TestAuthority) {
    let run = |line: &str| stage.run(&format!("{line} {STORE}")).done();
    run("init --host-name mail.example.com");
    run("profile create mail --cn mail.example.com");
    run("profile create signed --cn signed.example.com");
    run("profile create waiting --cn waiting.example.com");
    commit(stage);
    let answer = |name: &str| {
        let request = run(&format!("profile csr {name}")).stdout;
        authority.answer(&authority.sign(request.as_bytes()))
    };
    stage.write("profile-answer.txt", answer("mail"));
    stage.write("signed-answer.txt", answer("signed"));
    stage.write("waiting-answer.txt", answer("waiting"));
    run("profile upload signed signed-answer.txt");
    commit(stage);
}

pub(crate) fn terms(start: DateTime<Utc>, serial: u8, days: u32) -> Terms {
    Terms {
        validity: Validity::for_days(start, days).unwrap(),
        serial: Serial::from_random([serial; 16]),
        purposes: Vec::new(),
        ca_issuers: None,
    }
}
