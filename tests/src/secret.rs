//! Looking for secrets where none may be.

use memchr::memmem;
use openssl::{
    base64::encode_block,
    pkey::{Id, PKey},
};

/// Octets that nobody else may see, and every form in which a program could show them.
pub struct Secret {
    name: String,
    forms: Vec<Vec<u8>>,
}

/// How many octets of a secret, or of what it looks like, make a find.
const WINDOW: usize = 16;

impl Secret {
    /// A password.
    pub fn password(text: &str) -> Self {
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let mut forms = forms(text.as_bytes());
        forms.push(text.as_bytes().to_vec());
        forms.push(wide);
        Self {
            name: "the password".to_owned(),
            forms,
        }
    }

    /// The secret numbers of a private key in PEM: of RSA the private exponent and the primes, of others the scalar or
    /// the seed.
    ///
    /// # Panics
    ///
    /// If it is no private key.
    pub fn key(pem: &str) -> Vec<Self> {
        let key = PKey::private_key_from_pem(pem.as_bytes()).expect("a private key");
        let named = |name: &str, octets: &[u8]| Self {
            name: format!("{name} of the key"),
            forms: octets
                .chunks_exact(WINDOW * 2)
                .flat_map(forms)
                .chain(octets.rchunks_exact(WINDOW).map(reversed))
                .collect(),
        };
        match key.id() {
            Id::RSA => {
                let rsa = key.rsa().expect("RSA");
                let mut secrets = vec![named("the exponent", &rsa.d().to_vec())];
                secrets.extend(rsa.p().map(|prime| named("a prime", &prime.to_vec())));
                secrets.extend(rsa.q().map(|prime| named("a prime", &prime.to_vec())));
                secrets
            }
            Id::EC => {
                let key = key.ec_key().expect("EC");
                let length = key.group().degree().div_ceil(8).cast_signed();
                let scalar = key.private_key().to_vec_padded(length).expect("a scalar");
                vec![named("the scalar", &scalar)]
            }
            Id::ED25519 => vec![named("the seed", &key.raw_private_key().expect("a seed"))],
            other => panic!("no secret is known of {other:?}"),
        }
    }

    /// How often it stands in the memory of a process, in whichever form.
    pub fn count_in(&self, memory: &[Vec<u8>]) -> usize {
        let finders = self.forms.iter().map(memmem::Finder::new);
        finders
            .map(|finder| {
                memory
                    .iter()
                    .map(|region| finder.find_iter(region).count())
                    .sum::<usize>()
            })
            .sum()
    }

    /// What it is.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Checks that `text`, which came from `origin`, does not show it.
    ///
    /// # Panics
    ///
    /// If it does.
    #[track_caller]
    pub fn is_not_in(&self, text: &[u8], origin: &str) {
        none_in(std::slice::from_ref(self), text, origin);
    }
}

/// Checks that `text`, which came from `origin`, shows none of the secrets.
///
/// # Panics
///
/// If it does.
#[track_caller]
pub fn none_in(secrets: &[Secret], text: &[u8], origin: &str) {
    let plain: Vec<u8> = text
        .iter()
        .copied()
        .filter(|octet| !b" \r\n\t:".contains(octet))
        .collect();
    let lower = plain.to_ascii_lowercase();
    for secret in secrets {
        for form in &secret.forms {
            let found = [text, &plain, &lower]
                .iter()
                .any(|text| memmem::find(text, form).is_some());
            assert!(!found, "{origin} shows {}", secret.name);
        }
    }
}

/// The octets in the order in which a number stands in memory.
fn reversed(octets: &[u8]) -> Vec<u8> {
    octets.iter().rev().copied().collect()
}

/// The octets as they are, in hexadecimal, and in base64 at each place where they can begin in it.
fn forms(octets: &[u8]) -> Vec<Vec<u8>> {
    let mut forms = vec![octets.to_vec(), hex::encode(octets).into_bytes()];
    for skipped in 0..3 {
        let whole = octets.get(skipped..).unwrap_or_default();
        let whole = &whole[..whole.len() / 3 * 3];
        if whole.len() >= 6 {
            forms.push(encode_block(whole).into_bytes());
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shows(secret: &Secret, text: &[u8]) -> bool {
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| secret.is_not_in(text, "a text"))).is_err()
    }

    #[test]
    fn a_password_is_found_in_every_form() {
        let secret = Secret::password("hunter2-long");
        assert!(shows(&secret, b"the password hunter2-long was wrong"));
        assert!(shows(&secret, b"68 75:6E 74\n65 72 32 2d 6c 6f 6e 67"));
        assert!(shows(&secret, encode_block(b"xhunter2-longx").as_bytes()));
        assert!(shows(&secret, encode_block(b"xyhunter2-long").as_bytes()));
        assert!(!shows(&secret, b"the password was wrong"));
    }

    #[test]
    fn a_key_is_found_in_its_own_file_and_not_in_its_public_half() {
        for key in [
            PKey::from_rsa(openssl::rsa::Rsa::generate(2048).unwrap()).unwrap(),
            PKey::ec_gen("prime256v1").unwrap(),
            PKey::generate_ed25519().unwrap(),
        ] {
            let pem = key.private_key_to_pem_pkcs8().unwrap();
            let public = key.public_key_to_pem().unwrap();
            for secret in Secret::key(std::str::from_utf8(&pem).unwrap()) {
                assert!(shows(&secret, &pem));
                assert!(shows(&secret, &key.private_key_to_der().unwrap()));
                assert!(!shows(&secret, &public));
            }
        }
    }
}
