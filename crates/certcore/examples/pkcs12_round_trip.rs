//! Keeps a key and its chain in a PKCS#12 file, and reads them back.
//!
//! `cargo run -p certcore --example pkcs12_round_trip --features vendored`
#![expect(clippy::print_stdout, reason = "an example shows its result")]

use std::error::Error;

use certcore::{
    key::PrivateKey,
    pkcs12::{Export, KeyChoice, Pkcs12, Profile},
    secret::Password,
    x509::Certificate,
};

fn main() -> Result<(), Box<dyn Error>> {
    let key = PrivateKey::read(include_bytes!("../../../fixtures/pki/mail.key"), None)?;
    let leaf = Certificate::read(include_bytes!("../../../fixtures/pki/mail.pem"))?;
    let issuing = Certificate::read(include_bytes!("../../../fixtures/pki/issuing.pem"))?;
    let password = Password::new("correct horse battery staple")?;

    let export = Export {
        key: &key,
        leaf: &leaf,
        chain: std::slice::from_ref(&issuing),
        friendly_name: Some("mail.example.com"),
    };
    for profile in [Profile::Modern, Profile::Pbmac1, Profile::Legacy] {
        let file = export.write(profile, &password)?;
        let read = Pkcs12::read(&file, &password)?;
        let identity = read.identity(KeyChoice::Named("mail.example.com"))?;
        let leaf = identity.leaf.ok_or("the certificate of the key is not there")?;
        println!("{profile}: {} octets, {}", file.len(), leaf.certificate.subject());
    }
    Ok(())
}
