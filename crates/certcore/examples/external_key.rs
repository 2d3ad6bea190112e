//! Signs a request with a key that this program never sees, as one in an HSM or a KMS.
//!
//! `cargo run -p certcore --example external_key --features vendored`
#![expect(clippy::print_stdout, reason = "an example shows its result")]

use std::{
    error::Error,
    sync::mpsc::{Receiver, Sender, channel},
    thread,
};

use certcore::{
    issue::Description,
    key::{PublicKey, SignError, SigningKey},
};
use openssl::{
    hash::MessageDigest,
    pkey::{PKey, Private},
    sign::Signer,
};

/// What is known of the token: its public key, and where to send what is to be signed.
struct Token {
    public: PublicKey,
    requests: Sender<Vec<u8>>,
    answers: Receiver<Result<Vec<u8>, String>>,
}

impl SigningKey for Token {
    fn public_key(&self) -> &PublicKey {
        &self.public
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        self.requests.send(message.to_vec()).map_err(SignError::new)?;
        self.answers
            .recv()
            .map_err(SignError::new)?
            .map_err(SignError::new)
    }
}

/// The other side, which alone holds the key: here a thread, elsewhere a device.
fn hold(key: &PKey<Private>, requests: &Receiver<Vec<u8>>, answers: &Sender<Result<Vec<u8>, String>>) {
    while let Ok(message) = requests.recv() {
        let signature = Signer::new(MessageDigest::sha256(), key)
            .and_then(|mut signer| signer.sign_oneshot_to_vec(&message))
            .map_err(|error| error.to_string());
        if answers.send(signature).is_err() {
            break;
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let (to_token, requests) = channel();
    let (to_program, answers) = channel();
    let key = PKey::ec_gen("prime256v1")?;
    let public = PublicKey::read(&key.public_key_to_der()?)?;
    let holder = thread::spawn(move || hold(&key, &requests, &to_program));

    let token = Token {
        public,
        requests: to_token,
        answers,
    };
    let request = Description::builder()
        .common_name("mail.example.com")
        .build()?
        .request(&token)?;
    request.check()?;
    println!("{}", request.write_pem());

    drop(token);
    holder.join().map_err(|_| "the holder of the key failed")?;
    Ok(())
}
