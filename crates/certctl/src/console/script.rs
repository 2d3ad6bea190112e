//! A scripted person, for the tests of dialogues.

use std::io::Cursor;

use zeroize::Zeroizing;

use super::{
    face::{Audience, Face, Purpose},
    left::Left,
    pipe::Pipe,
};
use crate::terminal::Text;

/// Gives the lines of a text as answers and keeps the transcript. The line `^C` is Ctrl-C, the end of the text Ctrl-D.
pub(crate) struct Script {
    pipe: Pipe<Cursor<Vec<u8>>, Vec<u8>>,
}

impl Script {
    /// A person who will answer with these lines.
    pub(crate) fn new(lines: &str) -> Self {
        Self {
            pipe: Pipe::new(Cursor::new(lines.as_bytes().to_vec()), Vec::new()),
        }
    }

    /// What was shown and answered so far.
    pub(crate) fn transcript(&self) -> &str {
        str::from_utf8(self.pipe.output()).unwrap()
    }
}

impl Face for Script {
    fn show(&mut self, text: &Text) -> Result<(), Left> {
        self.pipe.show(text)
    }

    fn read(&mut self, prompt: &str, purpose: Purpose<'_>) -> Result<Zeroizing<String>, Left> {
        let line = self.pipe.read(prompt, purpose)?;
        if line.as_str() == "^C" {
            self.pipe.echo(&line, purpose)?;
            self.pipe.leave_block();
            return Err(Left::Interrupted);
        }
        Ok(line)
    }

    fn echo(&mut self, line: &str, purpose: Purpose<'_>) -> Result<(), Left> {
        self.pipe.echo(line, purpose)
    }

    fn audience(&self) -> Audience {
        Audience::Person
    }
}
