//! Inputs that hold nothing to read: what they look like, and what to do with them.

use memchr::memmem;
use thiserror::Error;

use crate::diagnostic::error_names;

/// How much of an input is looked at, in octets.
const WINDOW: usize = 4096;

/// What an input without certificates, keys and requests looks like.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum ForeignFormat {
    /// No octet at all.
    #[error("the file is empty")]
    Empty,
    /// Only blanks and line ends.
    #[error("the file holds only blanks and line ends")]
    Blank,
    /// A web page, often the log-in or error page that was saved instead of the file.
    #[error(
        "this looks like a web page (HTML or XML), not like a certificate file; download the file itself"
    )]
    Html,
    /// A keystore of Java, in its own format.
    #[error(
        "this is a Java keystore (JKS or JCEKS); convert it with keytool -importkeystore -srckeystore FILE -destkeystore FILE.p12 -deststoretype PKCS12"
    )]
    JavaKeystore,
    /// A certificate database of NSS.
    #[error(
        "this is a database of NSS or another program; export from it with pk12util -o FILE.p12 -n NICKNAME -d DIRECTORY"
    )]
    NssDatabase,
    /// An SSH key.
    #[error(
        "this is a key for SSH, which TLS does not use as it is; a private one becomes PKCS#8 with ssh-keygen -p -m PKCS8 -f COPY-OF-FILE"
    )]
    SshKey,
    /// A key of `PuTTY`.
    #[error(
        "this is a key of PuTTY; export it in puttygen as an OpenSSH key, then ssh-keygen -p -m PKCS8 -f FILE"
    )]
    PuttyKey,
    /// A private key of Microsoft's older programs.
    #[error(
        "this is a private key in Microsoft's PVK format; convert it with openssl rsa -inform PVK -in FILE -out FILE.key"
    )]
    MicrosoftKey,
    /// A key that stays inside a TPM.
    #[error("this key is sealed in a TPM and can be used only there")]
    TpmKey,
    /// Something of `OpenPGP`.
    #[error("this is OpenPGP, which is not used for TLS; ask for the certificate in PEM or DER")]
    Pgp,
    /// A compressed or packed file.
    #[error("this is an archive or a compressed file; unpack it first")]
    Archive,
    /// A document of an office program or a picture.
    #[error("this is a document, not a certificate file; get the certificate as a file of its own")]
    Document,
    /// PEM that was encoded in base64 once more, as Kubernetes secrets are.
    #[error(
        "this is PEM that was encoded in base64 once more, and damaged; save the attachment of the mail, or take the value of the Kubernetes secret through base64 -d"
    )]
    EncodedPem,
    /// The text that `openssl x509 -text` prints, without the certificate.
    #[error(
        "this is a certificate printed as text, without the certificate itself; print it again without -noout"
    )]
    PrintedText,
    /// Any other text.
    #[error("this is a text without a PEM block (-----BEGIN …-----) and without base64 of a certificate")]
    Text,
    /// Any other octets.
    #[error("this is neither PEM nor DER nor anything else that is known here")]
    Binary,
}

error_names!(ForeignFormat {
    Self::Empty => "input-empty", "The input has no octet.";
    Self::Blank => "input-blank", "The input holds only blanks and line ends.";
    Self::Html => "input-html", "The input is a web page.";
    Self::JavaKeystore => "input-java-keystore", "The input is a Java keystore in its own format.";
    Self::NssDatabase => "input-nss-database", "The input is a database, as NSS keeps certificates in.";
    Self::SshKey => "input-ssh-key", "The input is a key for SSH.";
    Self::PuttyKey => "input-putty-key", "The input is a key of PuTTY.";
    Self::MicrosoftKey => "input-pvk-key", "The input is a private key in Microsoft's PVK format.";
    Self::TpmKey => "input-tpm-key", "The input is a key that is sealed in a TPM.";
    Self::Pgp => "input-openpgp", "The input belongs to OpenPGP.";
    Self::Archive => "input-archive", "The input is an archive or a compressed file.";
    Self::Document => "input-document", "The input is a document or a picture.";
    Self::EncodedPem => "input-encoded-pem", "The input is PEM that was encoded in base64 once more.";
    Self::PrintedText => "input-printed-text", "The input is a certificate printed as text, without the certificate.";
    Self::Text => "input-text", "The input is a text that holds nothing to read.";
    Self::Binary => "input-binary", "The input is binary and of an unknown kind.";
});

/// How files of other kinds begin.
const BEGINNINGS: &[(&[u8], ForeignFormat)] = &[
    (b"\xfe\xed\xfe\xed", ForeignFormat::JavaKeystore),
    (b"\xce\xce\xce\xce", ForeignFormat::JavaKeystore),
    (b"SQLite format 3", ForeignFormat::NssDatabase),
    (b"\x00\x06\x15\x61", ForeignFormat::NssDatabase),
    (b"ssh-", ForeignFormat::SshKey),
    (b"ecdsa-sha2-", ForeignFormat::SshKey),
    (b"sk-ssh-", ForeignFormat::SshKey),
    (b"---- BEGIN SSH2", ForeignFormat::SshKey),
    (b"PuTTY-User-Key-File", ForeignFormat::PuttyKey),
    (b"\x1e\xf1\xb5\xb0", ForeignFormat::MicrosoftKey),
    (b"PK\x03\x04", ForeignFormat::Archive),
    (b"MSCF", ForeignFormat::Archive),
    (b"\x1f\x8b", ForeignFormat::Archive),
    (b"BZh", ForeignFormat::Archive),
    (b"\xfd7zXZ", ForeignFormat::Archive),
    (b"7z\xbc\xaf\x27\x1c", ForeignFormat::Archive),
    (b"\x28\xb5\x2f\xfd", ForeignFormat::Archive),
    (b"Rar!", ForeignFormat::Archive),
    (b"%PDF", ForeignFormat::Document),
    (b"{\\rtf", ForeignFormat::Document),
    (b"\xd0\xcf\x11\xe0", ForeignFormat::Document),
    (b"\x89PNG", ForeignFormat::Document),
    (b"\xff\xd8\xff", ForeignFormat::Document),
];

/// What `bytes` look like; `text` are the same in UTF-8 where they are text.
pub(super) fn format_of(bytes: &[u8], text: &[u8]) -> ForeignFormat {
    if bytes.is_empty() {
        return ForeignFormat::Empty;
    }
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text).trim_ascii();
    if text.is_empty() {
        return ForeignFormat::Blank;
    }
    if let Some((_, format)) = BEGINNINGS
        .iter()
        .find(|(beginning, _)| bytes.starts_with(beginning) || text.starts_with(beginning))
    {
        return *format;
    }
    let window = text.get(..WINDOW).unwrap_or(text);
    let holds = |part: &str| memmem::find(window, part.as_bytes()).is_some();
    if window.starts_with(b"<") {
        ForeignFormat::Html
    } else if holds("LS0tLS1CRUdJTi") {
        ForeignFormat::EncodedPem
    } else if (holds("Certificate:") || holds("Certificate Request:")) && holds("Signature Algorithm:") {
        ForeignFormat::PrintedText
    } else if window.iter().any(|octet| is_no_text(*octet)) {
        ForeignFormat::Binary
    } else {
        ForeignFormat::Text
    }
}

/// Whether an octet stands in no text: control characters without blanks, line ends and ESC.
pub(super) fn is_no_text(octet: u8) -> bool {
    matches!(octet, 0..=8 | 14..=26 | 28..=31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_told_by_its_beginning() {
        let cases: [(&[u8], ForeignFormat); 12] = [
            (b"", ForeignFormat::Empty),
            (b"\xef\xbb\xbf \r\n", ForeignFormat::Blank),
            (b"\n<!DOCTYPE html>", ForeignFormat::Html),
            (b"\xfe\xed\xfe\xed\0\0\0\x02", ForeignFormat::JavaKeystore),
            (b"SQLite format 3\0", ForeignFormat::NssDatabase),
            (b"ssh-ed25519 AAAA", ForeignFormat::SshKey),
            (b"PuTTY-User-Key-File-3: ssh-rsa", ForeignFormat::PuttyKey),
            (b"PK\x03\x04", ForeignFormat::Archive),
            (
                b"data:\n  tls.crt: LS0tLS1CRUdJTiBDRVJU",
                ForeignFormat::EncodedPem,
            ),
            (
                b"Certificate:\n    Data:\n        Signature Algorithm: x",
                ForeignFormat::PrintedText,
            ),
            (b"Dear customer,", ForeignFormat::Text),
            (b"\x01\x02", ForeignFormat::Binary),
        ];
        for (bytes, expected) in cases {
            assert_eq!(format_of(bytes, bytes), expected);
        }
    }

    #[test]
    fn the_message_says_what_to_do() {
        assert!(
            ForeignFormat::JavaKeystore
                .to_string()
                .contains("keytool -importkeystore")
        );
        assert!(ForeignFormat::SshKey.to_string().contains("ssh-keygen"));
    }
}
