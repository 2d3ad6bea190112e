//! Public material: into a file, onto standard output, or into the JSON document.

use serde::Serialize;

use crate::{
    cli::output::PublicOutput,
    failure::Failure,
    file::{Batch, Destination, Secrecy, WriteError, Written},
    session::Format,
    terminal::Text,
};

/// Where material went.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct Published {
    written: Vec<Written>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pem: Option<String>,
}

/// Refuses early a file that could not be written later.
///
/// # Errors
///
/// [`WriteError`]
pub(crate) fn check(output: &PublicOutput) -> Result<(), WriteError> {
    match &output.out {
        Some(Destination::File(path)) => Batch::new(output.force.existing()).check(path),
        _ => Ok(()),
    }
}

/// The path of the output file as it was given.
pub(crate) fn shown(output: &PublicOutput) -> Option<String> {
    match &output.out {
        Some(Destination::File(path)) => Some(path.display().to_string()),
        _ => None,
    }
}

/// Writes the file if one was named.
///
/// # Errors
///
/// [`WriteError`]
pub(crate) fn write(
    output: &PublicOutput,
    kind: &'static str,
    pem: &str,
    format: Format,
) -> Result<Published, Failure> {
    let Some(Destination::File(path)) = &output.out else {
        return Ok(Published {
            written: Vec::new(),
            pem: (format == Format::Json).then(|| pem.to_owned()),
        });
    };
    let mut batch = Batch::new(output.force.existing());
    batch.add(path, kind, Secrecy::Public, pem.as_bytes())?;
    Ok(Published {
        written: batch.commit()?,
        pem: None,
    })
}

impl Published {
    /// Nothing went anywhere.
    pub(crate) const fn nothing() -> Self {
        Self {
            written: Vec::new(),
            pem: None,
        }
    }

    /// Files that were written already.
    pub(crate) const fn files(written: Vec<Written>) -> Self {
        Self { written, pem: None }
    }

    /// Which file was written, as the last line of a text for people.
    pub(crate) fn text(&self) -> Text {
        let mut text = Text::new();
        for written in &self.written {
            text.line(format!("written to {}", written.path));
        }
        text
    }

    /// The first line of the text for people.
    pub(crate) fn heading(&self, what: &str) -> String {
        match self.written.first() {
            Some(written) => format!("{what} written to {}", written.path),
            None => what.to_owned(),
        }
    }

    /// What goes to standard output because no file was named.
    pub(crate) fn material(&self, pem: &str) -> Option<String> {
        self.written.is_empty().then(|| pem.to_owned())
    }
}
