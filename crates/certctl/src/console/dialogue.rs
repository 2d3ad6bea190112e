//! What a command talks through: it shows lines and asks for them.

use zeroize::Zeroizing;

use super::{
    face::{Audience, Face, Purpose},
    left::Left,
    misfit::misfit,
    stop::Stop,
};
use crate::{
    failure::Failure,
    terminal::{Style, Text},
};

/// What ENTER does where there is nothing to keep.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Nothing {
    /// It leads back: [`Left::Back`].
    Leaves,
    /// It is no answer.
    Refused,
}

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
    /// The reason must not repeat the answer.
    ///
    /// # Errors
    ///
    /// As [`say`](Self::say). For a program [`Left::Refused`]: its next line answers the next question, and not this
    /// one once more.
    pub(crate) fn refuse(&mut self, reason: impl Into<Failure>) -> Result<(), Left> {
        let failure = reason.into();
        if let Audience::Program { .. } = self.face.audience() {
            return Err(Left::Refused(failure));
        }
        let notice = failure.notice;
        let mut text = Text::new();
        text.styled(Style::Bad, format!("{} [{}]", notice.message, notice.name));
        self.show(&text)
    }

    /// Asks until `read` takes the answer, which it gets without the white space around it. `question` stands above
    /// the prompt each time.
    ///
    /// # Errors
    ///
    /// [`Left`]. A program that gives an answer which `read` refuses gets [`Left::Refused`] at once.
    pub(super) fn ask<T, E: Into<Failure>>(
        &mut self,
        question: &Text,
        prompt: &str,
        words: &[&str],
        mut read: impl FnMut(&str) -> Result<T, E>,
    ) -> Result<T, Left> {
        loop {
            self.show(question)?;
            let purpose = Purpose::Answer(words);
            let line = self.face.read(prompt, purpose)?;
            self.face.echo(&line, purpose)?;
            match (read(line.trim()), self.face.audience()) {
                (Ok(value), _) => return Ok(value),
                (Err(reason), Audience::Person) => self.refuse(reason)?,
                (Err(reason), Audience::Program { line, content }) => {
                    return Err(Left::Refused(misfit(reason.into(), line, content)));
                }
            }
        }
    }

    /// What follows where the answer is ENTER and there is nothing to keep.
    ///
    /// A person goes back. A program did not mean to: what it wanted to name is empty.
    pub(super) fn nothing(&self) -> Nothing {
        match self.face.audience() {
            Audience::Person => Nothing::Leaves,
            Audience::Program { .. } => Nothing::Refused,
        }
    }

    /// Goes on in a menu after one of its operations: what failed is told, and ENTER where there was nothing to keep
    /// is no failure.
    ///
    /// # Errors
    ///
    /// [`Stop::Left`] that leaves the whole command; for a program every failure.
    pub(crate) fn attempt(&mut self, result: Result<(), Stop>) -> Result<(), Stop> {
        match result {
            Err(Stop::Left(Left::Back)) => Ok(()),
            Err(Stop::Failed(failure)) if self.face.audience() == Audience::Person => {
                Ok(self.show(&failure.notice.in_console().text("error", Style::Bad))?)
            }
            other => other,
        }
    }

    /// Gives the next line as it is, for lines that must leave no trace.
    ///
    /// # Errors
    ///
    /// [`Left`].
    pub(super) fn ask_closed(
        &mut self,
        prompt: &str,
        purpose: Purpose<'_>,
    ) -> Result<Zeroizing<String>, Left> {
        let line = self.face.read(prompt, purpose)?;
        self.face.echo(&line, purpose)?;
        Ok(line)
    }
}
