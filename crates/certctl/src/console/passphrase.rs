//! Questions for a passphrase.

use certcore::{error_names, secret::Password};
use thiserror::Error;

use super::{dialogue::Dialogue, face::Purpose, left::Left};

impl Dialogue<'_> {
    /// Asks for a passphrase that exists already; it may be empty.
    ///
    /// # Errors
    ///
    /// [`Left`].
    pub(crate) fn passphrase(&mut self, question: &str) -> Result<Password, Left> {
        let prompt = format!("{question} ");
        loop {
            let line = self.ask_closed(&prompt, Purpose::Secret)?;
            match Password::new(line.as_str()) {
                Ok(password) => return Ok(password),
                Err(reason) => self.refuse(reason)?,
            }
        }
    }

    /// Asks for a new passphrase, twice, until both are the same and not empty.
    ///
    /// # Errors
    ///
    /// [`Left`].
    pub(crate) fn new_passphrase(&mut self, question: &str) -> Result<Password, Left> {
        loop {
            let first = self.passphrase(question)?;
            if first.is_empty() {
                self.refuse(PassphraseError::Empty)?;
                continue;
            }
            let second = self.passphrase("Enter it again to confirm:")?;
            if first.as_str() == second.as_str() {
                return Ok(first);
            }
            self.refuse(PassphraseError::Differ)?;
        }
    }
}

/// Why a new passphrase is not taken.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub(crate) enum PassphraseError {
    /// It is empty.
    #[error("the passphrase is empty; enter one")]
    Empty,
    /// The two are not the same.
    #[error("the two passphrases differ; enter them again")]
    Differ,
}

error_names!(PassphraseError {
    Self::Empty => "passphrase-empty", "A new passphrase is empty.";
    Self::Differ => "passphrase-differs", "A new passphrase was typed twice, differently.";
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::Script;

    #[test]
    fn a_passphrase_is_taken_as_it_is_and_not_shown() {
        let mut script = Script::new(" blue moon \n");
        let password = Dialogue::new(&mut script).passphrase("Enter pass phrase for PKCS#12 file:");
        assert_eq!(password.unwrap().as_str(), " blue moon ");
        assert_eq!(
            script.transcript(),
            "Enter pass phrase for PKCS#12 file: ********\n"
        );
    }

    #[test]
    fn a_new_one_is_asked_until_both_are_the_same() {
        let mut script = Script::new("\none\ntwo\nthree\nthree\n");
        let password = Dialogue::new(&mut script).new_passphrase("Enter a passphrase:");
        assert_eq!(password.unwrap().as_str(), "three");
        let transcript = script.transcript();
        assert!(transcript.contains("[passphrase-empty]"), "{transcript}");
        assert!(transcript.contains("[passphrase-differs]"), "{transcript}");
        assert!(
            !transcript.contains("one\n") && !transcript.contains("three"),
            "{transcript}"
        );
    }

    #[test]
    fn a_passphrase_that_openssl_would_cut_is_refused() {
        let mut script = Script::new("a\0b\nab\n");
        assert_eq!(
            Dialogue::new(&mut script)
                .passphrase("Passphrase:")
                .unwrap()
                .as_str(),
            "ab"
        );
        assert!(script.transcript().contains("[password-contains-nul]"));
    }
}
