//! Passwords: from a file, from an environment variable, or from a person at a terminal. Never from an argument.

use std::env;

use certcore::{error_names, secret::Password};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{
    failure::Failure,
    file::Source,
    session::Session,
    terminal::{Text, escape, stream},
};

/// How often a new password is asked for.
const ATTEMPTS: usize = 3;

/// Where a password comes from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum PasswordSource {
    /// The only line of a file.
    File(Source),
    /// An environment variable, by its name.
    Environment(String),
}

/// What a command was given for one of its passwords.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Given {
    /// The source; `None` when a person has to be asked.
    pub(crate) source: Option<PasswordSource>,
    /// What people call it.
    pub(crate) secret: Secret,
    /// The option that names a file with it.
    pub(crate) option: &'static str,
}

/// What people call a secret that they type.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Secret {
    /// Of a file or a key.
    Password,
    /// Of a store, or of the keys in a configuration file.
    Passphrase,
}

impl Secret {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Passphrase => "passphrase",
        }
    }

    const fn as_heading(self) -> &'static str {
        match self {
            Self::Password => "Password",
            Self::Passphrase => "Passphrase",
        }
    }
}

/// Whether a person types a password once or, because it will be needed again, twice.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Prompt {
    /// The password exists already.
    Existing,
    /// The password is new.
    New,
}

/// Fetches a password from its source, or asks for it when there is a terminal.
///
/// `what` names the thing that the password opens, for the prompt and for errors.
///
/// # Errors
///
/// [`PasswordSourceError`], or why its file cannot be read.
pub(crate) fn obtain(
    given: &Given,
    what: &str,
    prompt: Prompt,
    session: &mut Session,
) -> Result<Password, Failure> {
    match &given.source {
        Some(source) => read(source, session),
        None if stream::is_error_terminal() => ask(given, what, prompt),
        None => Err(missing(given, what)),
    }
}

/// That there is no source, with the option of the command that names one.
fn missing(given: &Given, what: &str) -> Failure {
    let (secret, option) = (given.secret.as_str(), given.option);
    Failure::new(&PasswordSourceError::Missing {
        secret,
        what: what.to_owned(),
    })
    .with_hints(vec![
        format!("put the {secret} into a file that only you can read, and add {option} FILE"),
        format!("a script can pipe it: add {option} - and write the {secret} to standard input"),
    ])
}

/// Asks a person for the password of something that can also stay closed; an empty answer leaves it so.
pub(crate) fn offer(what: &str) -> Option<Password> {
    if !stream::is_error_terminal() {
        return None;
    }
    let answer =
        rpassword::prompt_password(format!("Password of {} (empty: leave it closed): ", escape(what)));
    let answer = Zeroizing::new(answer.ok()?);
    Password::new(answer.as_str())
        .ok()
        .filter(|password| !password.is_empty())
}

/// Fetches a password from its source.
///
/// # Errors
///
/// [`PasswordSourceError`], or why its file cannot be read.
pub(crate) fn read(source: &PasswordSource, session: &mut Session) -> Result<Password, Failure> {
    match source {
        PasswordSource::File(file) => {
            let bytes = session.inputs.read(file)?;
            session.warn_if_readable_by_others(file);
            Ok(Password::new(only_line(&bytes, &file.to_string())?)?)
        }
        PasswordSource::Environment(name) => match env::var(name) {
            Ok(text) => Ok(Password::new(text)?),
            Err(env::VarError::NotPresent) => Err(PasswordSourceError::NoVariable.into()),
            Err(env::VarError::NotUnicode(_)) => Err(PasswordSourceError::NotText {
                origin: "the environment variable".to_owned(),
            }
            .into()),
        },
    }
}

/// The only line of a file, without the newline that ends it and the byte order mark that some editors put before it.
fn only_line<'a>(bytes: &'a [u8], origin: &str) -> Result<&'a str, PasswordSourceError> {
    let text = str::from_utf8(bytes).map_err(|_| PasswordSourceError::NotText {
        origin: origin.to_owned(),
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    if text.contains(['\n', '\r']) {
        return Err(PasswordSourceError::SeveralLines {
            origin: origin.to_owned(),
        });
    }
    Ok(text)
}

fn ask(given: &Given, what: &str, prompt: Prompt) -> Result<Password, Failure> {
    let question = |text: &str| {
        rpassword::prompt_password(format!("{text} {}: ", escape(what)))
            .map(Zeroizing::new)
            .map_err(|_| missing(given, what))
    };
    let heading = given.secret.as_heading();
    if prompt == Prompt::Existing {
        return Ok(Password::new(question(&format!("{heading} of"))?.as_str())?);
    }
    for _ in 0..ATTEMPTS {
        let first = question(&format!("{heading} for"))?;
        if first == question("The same again for")? {
            return Ok(Password::new(first.as_str())?);
        }
        let mut text = Text::new();
        text.line("The two differ.");
        stream::talk(&text);
    }
    Err(PasswordSourceError::Differ.into())
}

/// Why there is no password. No variant carries a character of it.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub(crate) enum PasswordSourceError {
    /// Neither a source nor a terminal.
    #[error("no {secret} was given for {what}, and there is no terminal to ask at")]
    Missing {
        /// What people call it.
        secret: &'static str,
        /// What the password opens.
        what: String,
    },
    /// The variable is not set. Its name is not shown, because it may be a password given in the wrong place.
    #[error(
        "the environment variable that was to hold the password is not set; give the variable's name, not the password"
    )]
    NoVariable,
    /// It is not UTF-8.
    #[error("{origin}: the password is not text in UTF-8")]
    NotText {
        /// Where it came from.
        origin: String,
    },
    /// The file has a second line.
    #[error("{origin}: a password file holds one line with the password and nothing else, and this has more")]
    SeveralLines {
        /// Where it came from.
        origin: String,
    },
    /// Typed twice, differently.
    #[error("the two passwords differed three times; nothing was written")]
    Differ,
}

error_names!(PasswordSourceError {
    Self::Missing { .. } => "password-source-missing", "A password is needed, and there is neither a source for it nor a terminal.";
    Self::NoVariable => "password-variable-missing", "The environment variable for a password is not set.";
    Self::NotText { .. } => "password-not-text", "A password is not text in UTF-8.";
    Self::SeveralLines { .. } => "password-file-several-lines", "A password file has more than one line.";
    Self::Differ => "passwords-differ", "A new password was typed twice, differently.";
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_newline_at_the_end_is_not_part_of_the_password() {
        for bytes in [
            &b"secret"[..],
            b"secret\n",
            b"secret\r\n",
            b"\xef\xbb\xbfsecret\n",
        ] {
            assert_eq!(only_line(bytes, "f").unwrap(), "secret");
        }
        assert_eq!(only_line(b" secret ", "f").unwrap(), " secret ");
    }

    #[test]
    fn a_second_line_is_refused_without_showing_it() {
        let error = only_line(b"first\nsecond\n", "f").unwrap_err();
        assert_eq!(error, PasswordSourceError::SeveralLines { origin: "f".into() });
        assert!(!error.to_string().contains("first"));
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert!(matches!(
            only_line(&[0xff], "f"),
            Err(PasswordSourceError::NotText { .. })
        ));
    }
}
