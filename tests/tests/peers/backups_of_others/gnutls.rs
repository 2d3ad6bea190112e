//! PKCS#12 files of GnuTLS.

use tests::{
    gnutls::{CERTTOOL, password_template},
    material::{PASSWORD, material},
    run::Run,
};

use super::backup::{Backup, Root};

#[test]
fn every_variant_of_gnutls_is_read() {
    for algorithm in ["rsa-2048", "ed25519"] {
        let material = material(algorithm);
        let folder = material.folder();
        folder.write("template", password_template(PASSWORD));
        let ciphers = match algorithm {
            "rsa-2048" => &["aes-128", "aes-256", "3des-pkcs12", "rc2-40", "arcfour"][..],
            _ => &["aes-256"],
        };
        for cipher in ciphers {
            let file = format!("{cipher}.p12");
            let line = format!(
                "--to-p12 --load-certificate chain.pem --load-ca-certificate root.pem --load-privkey mail.key --p12-name mail --pkcs-cipher {cipher} --template template --outder --outfile {file}"
            );
            let run = CERTTOOL.run(&folder, &line);
            let deed = format!("write a PKCS #12 file with {cipher}");
            let Some(_) = CERTTOOL.able(&deed, run, Run::done) else {
                continue;
            };
            let backup = Backup {
                folder: &folder,
                algorithm,
                file: &file,
                password_file: "password",
                root: Root::Inside,
            };
            backup.is_extracted();
            if *cipher == "aes-256" {
                backup.is_listed();
            }
        }
    }
}
