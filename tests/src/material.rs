//! Keys, requests and chains, made once and shared by the tests: keys and requests by certctl, chains by a CA that can
//! sign for that kind of key.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use ::openssl::nid::Nid;

use crate::{certctl::certctl, cfssl, folder::Folder, openssl, post_quantum};

/// Every kind of key that certctl makes.
pub const ALGORITHMS: [&str; 9] = [
    "rsa-2048",
    "rsa-3072",
    "rsa-4096",
    "ec-p256",
    "ec-p384",
    "ed25519",
    "ml-dsa-44",
    "ml-dsa-65",
    "ml-dsa-87",
];

/// The common name of every leaf.
pub const HOST: &str = "mail.example.com";

/// The options that every request is made with.
pub const SUBJECT: &str =
    "--cn mail.example.com --dns mx2.example.com --org 'Räksmörgås AB' --country SE --for inbound,outbound";

/// A key with everything that belongs to it, each in PEM.
pub struct Material {
    /// The private key, not encrypted.
    pub key: String,
    /// The request.
    pub request: String,
    /// The certificate.
    pub leaf: String,
    /// The certificate that signed the leaf.
    pub intermediate: String,
    /// The certificate that signed the intermediate, and itself.
    pub root: String,
}

static MATERIAL: LazyLock<BTreeMap<&str, OnceLock<Material>>> =
    LazyLock::new(|| ALGORITHMS.map(|algorithm| (algorithm, OnceLock::new())).into());

/// What belongs to the key of an algorithm.
///
/// # Panics
///
/// If it cannot be made.
pub fn material(algorithm: &str) -> &'static Material {
    MATERIAL[algorithm].get_or_init(|| Material::new(algorithm))
}

impl Material {
    fn new(algorithm: &str) -> Self {
        let folder = Folder::new();
        certctl(
            &folder,
            &format!("key generate --algorithm {algorithm} --out mail.key"),
        )
        .ok();
        certctl(
            &folder,
            &format!("csr create --key mail.key {SUBJECT} --out mail.csr"),
        )
        .ok();
        let (key, request) = (folder.text("mail.key"), folder.text("mail.csr"));
        let (leaf, intermediate, root) = match algorithm {
            "ed25519" => {
                let ca = &openssl::AUTHORITY;
                (ca.certificate(&request), ca.intermediate.clone(), ca.root.clone())
            }
            post_quantum if post_quantum.starts_with("ml-dsa") => {
                let ca = &post_quantum::AUTHORITY;
                (ca.certificate(&request), ca.intermediate.clone(), ca.root.clone())
            }
            _ => {
                let ca = &cfssl::AUTHORITY;
                (ca.certificate(&request), ca.intermediate.clone(), ca.root.clone())
            }
        };
        Self {
            key,
            request,
            leaf,
            intermediate,
            root,
        }
    }

    /// What NSS calls the intermediate when it imports a chain.
    ///
    /// # Panics
    ///
    /// If its subject has no common name or no organization.
    pub fn intermediate_nickname(&self) -> String {
        let certificate =
            ::openssl::x509::X509::from_pem(self.intermediate.as_bytes()).expect("a certificate");
        let field = |nid| {
            let entry = certificate
                .subject_name()
                .entries_by_nid(nid)
                .next()
                .expect("a name");
            entry.data().to_string().expect("text")
        };
        format!("{} - {}", field(Nid::COMMONNAME), field(Nid::ORGANIZATIONNAME))
    }

    /// What a server sends: the leaf and the intermediate.
    pub fn chain(&self) -> String {
        format!("{}{}", self.leaf, self.intermediate)
    }

    /// A folder with `mail.key`, `mail.csr`, `leaf.pem`, `issuer.pem`, `root.pem` and `chain.pem`, and two passwords in
    /// `password` and `unicode`.
    pub fn folder(&self) -> Folder {
        Folder::with([
            ("mail.key", self.key.as_str()),
            ("mail.csr", &self.request),
            ("leaf.pem", &self.leaf),
            ("issuer.pem", &self.intermediate),
            ("root.pem", &self.root),
            ("chain.pem", &self.chain()),
            ("password", &format!("{PASSWORD}\n")),
            ("unicode", &format!("{UNICODE_PASSWORD}\n")),
        ])
    }
}

/// A password in ASCII, with a blank.
pub const PASSWORD: &str = "hunter2 correct-horse";

/// A password that no code page of one octet holds.
pub const UNICODE_PASSWORD: &str = "å€-smörgås";

/// The DER of every PEM block with this label, in order.
///
/// # Panics
///
/// If the text holds a block that is no PEM.
#[track_caller]
pub fn blocks(text: impl AsRef<[u8]>, label: &str) -> Vec<Vec<u8>> {
    let all = pem::parse_many(text).expect("PEM");
    let wanted = all.into_iter().filter(|block| block.tag() == label);
    wanted.map(pem::Pem::into_contents).collect()
}

/// The DER of every certificate in a PEM text, in order.
///
/// # Panics
///
/// If the text holds a block that is no PEM.
#[track_caller]
pub fn certificates(text: impl AsRef<[u8]>) -> Vec<Vec<u8>> {
    blocks(text, "CERTIFICATE")
}

/// The SHA-256 of the only certificate in a PEM text, in lower-case hexadecimal.
///
/// # Panics
///
/// If there is not exactly one.
#[track_caller]
pub fn sha256(certificate: &str) -> String {
    let der = certificates(certificate);
    assert_eq!(der.len(), 1, "{certificate}");
    sha256_of(&der.concat())
}

/// The SHA-256 of octets, in lower-case hexadecimal.
pub fn sha256_of(octets: &[u8]) -> String {
    hex::encode(::openssl::sha::sha256(octets))
}
