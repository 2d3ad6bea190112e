//! PKCS#12 files with names and passwords that are not ASCII.

use tests::{
    certctl::{certctl, json},
    gnutls::{CERTTOOL, password_template},
    material::{UNICODE_PASSWORD, material},
    nss::Database,
    openssl::OPENSSL,
    run::Run,
};

use super::backup::{Backup, Root};

#[test]
fn names_and_passwords_that_are_not_ascii_are_read() {
    let material = material("ec-p256");
    let folder = material.folder();
    for (file, options) in [
        ("modern.p12", ""),
        (
            "3des.p12",
            "-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1",
        ),
    ] {
        let line = format!(
            "pkcs12 -export {options} -name 'Poststelle Köln' -inkey mail.key -in chain.pem -passout file:unicode -out {file}"
        );
        OPENSSL.run(&folder, &line).ok();
        Backup {
            folder: &folder,
            algorithm: "ec-p256",
            file,
            password_file: "unicode",
            root: Root::Outside,
        }
        .is_read();
        let document = json(&folder, &format!("p12 inspect {file} --password-file unicode")).exits(0);
        assert!(
            document.to_string().contains("\"Poststelle Köln\""),
            "{document:#}"
        );
    }
    folder.write("template", password_template(UNICODE_PASSWORD));
    let line = "--to-p12 --load-certificate chain.pem --load-privkey mail.key --p12-name 'Poststelle Köln' --template template --outder --outfile gnutls.p12";
    CERTTOOL.run(&folder, line).ok();
    Backup {
        folder: &folder,
        algorithm: "ec-p256",
        file: "gnutls.p12",
        password_file: "unicode",
        root: Root::Outside,
    }
    .is_read();
    // GnuTLS 3.7 writes the octets of UTF-8 as if each were a character.
    let inspect = certctl(&folder, "p12 inspect gnutls.p12 --password-file unicode");
    let named = |run: Run| run.out().contains("Poststelle Köln").then_some(());
    CERTTOOL.able("write a name that is not ASCII", inspect, named);

    let database = Database::new(&folder);
    database.import("modern.p12", "unicode").ok();
    database.export("Poststelle Köln", "nss.p12", "unicode", "").ok();
    Backup {
        folder: &folder,
        algorithm: "ec-p256",
        file: "nss.p12",
        password_file: "unicode",
        root: Root::Outside,
    }
    .is_read();
}
