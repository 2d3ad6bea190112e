//! Where questions are shown and answers come from.

use zeroize::Zeroizing;

use super::left::Left;
use crate::terminal::Text;

/// The longest line that is read, in bytes, without its end.
pub(crate) const LINE_LIMIT: usize = 64 * 1024;

/// Something that shows text and gives lines: a terminal, a pipe, or a script in a test.
pub(crate) trait Face {
    /// Shows lines.
    ///
    /// # Errors
    ///
    /// [`Left::Broken`] when the output cannot be written.
    fn show(&mut self, text: &Text) -> Result<(), Left>;

    /// Shows the prompt and gives the next line, without its end. What was given is shown by [`echo`](Self::echo).
    ///
    /// # Errors
    ///
    /// [`Left`]; a line longer than [`LINE_LIMIT`] or one that is not UTF-8 is [`Left::Broken`].
    fn read(&mut self, prompt: &str, purpose: Purpose<'_>) -> Result<Zeroizing<String>, Left>;

    /// Shows the line that was read last, as far as its purpose allows, where nobody saw it being typed.
    ///
    /// # Errors
    ///
    /// As [`show`](Self::show).
    fn echo(&mut self, line: &str, purpose: Purpose<'_>) -> Result<(), Left>;

    /// Who is on the other side.
    fn audience(&self) -> Audience;
}

/// What a line is for. It decides what is completed, remembered and shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Purpose<'a> {
    /// A command: completed from the words, and remembered when it begins with one of them.
    Command(&'a [&'a str]),
    /// An answer: completed from the words, which may be none, and not remembered.
    Answer(&'a [&'a str]),
    /// A line of a pasted block, which may be a private key.
    Pasted,
    /// A passphrase.
    Secret,
}

impl<'a> Purpose<'a> {
    /// The words that a line may begin with.
    pub(crate) const fn words(self) -> &'a [&'a str] {
        match self {
            Self::Command(words) | Self::Answer(words) => words,
            Self::Pasted | Self::Secret => &[],
        }
    }
}

/// What a line holds, whatever it is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Content {
    /// Something that can be shown.
    Plain,
    /// A part of a PEM block, which may be a private key.
    Block,
}

/// Who gives the lines.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Audience {
    /// A person, who sees what went wrong and goes on.
    Person,
    /// A program, which learns of a failure by the exit code.
    Program {
        /// The number of the line that was read last, counted from one.
        line: usize,
        /// What it holds.
        content: Content,
    },
}
