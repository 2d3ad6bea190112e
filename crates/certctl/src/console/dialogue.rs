//! What a command talks through: it shows lines and asks for them.

use zeroize::Zeroizing;

use super::{
    face::{Face, Purpose},
    left::Left,
};
use crate::{
    failure::Failure,
    terminal::{Style, Text},
};

/// A talk with who sits at the console.
///
/// Everything shown is escaped, so values from outside can be given as they are. Every question passes [`Left`] on,
/// so that Ctrl-C leaves the whole dialogue by `?`; stage nothing before the last answer of one change.
pub(crate) struct Dialogue<'f> {
    face: &'f mut dyn Face,
}

impl<'f> Dialogue<'f> {
    /// A dialogue through a face.
    pub(crate) fn new(face: &'f mut dyn Face) -> Self {
        Self { face }
    }

    /// Shows one line; an empty one makes a gap.
    ///
    /// # Errors
    ///
    /// [`Left::Broken`] when the output cannot be written.
    pub(crate) fn say(&mut self, line: impl AsRef<str>) -> Result<(), Left> {
        let mut text = Text::new();
        text.line(line);
        self.show(&text)
    }

    /// Shows lines, facts or tables.
    ///
    /// # Errors
    ///
    /// As [`say`](Self::say).
    pub(crate) fn show(&mut self, text: &Text) -> Result<(), Left> {
        self.face.show(text)
    }

    /// Says in one line why an answer does not do, with the stable name; the question follows again.
    ///
    /// # Errors
    ///
    /// As [`say`](Self::say).
    pub(crate) fn refuse(&mut self, reason: impl Into<Failure>) -> Result<(), Left> {
        let notice = reason.into().notice;
        let mut text = Text::new();
        text.styled(Style::Bad, format!("{} [{}]", notice.message, notice.name));
        self.show(&text)
    }

    /// Shows a prompt and gives the line that answers it, without the white space around it.
    ///
    /// # Errors
    ///
    /// [`Left`].
    pub(super) fn ask(&mut self, prompt: &str, words: &[&str]) -> Result<String, Left> {
        let line = self.face.read(prompt, Purpose::Answer(words))?;
        Ok(line.trim().to_owned())
    }

    /// As [`ask`](Self::ask), for lines that must leave no trace and are given as they are.
    pub(super) fn ask_closed(
        &mut self,
        prompt: &str,
        purpose: Purpose<'_>,
    ) -> Result<Zeroizing<String>, Left> {
        self.face.read(prompt, purpose)
    }
}
