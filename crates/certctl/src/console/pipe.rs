//! The console from a pipe: lines in, a readable transcript out.

use std::io::{ErrorKind, Read, Write};

use zeroize::Zeroizing;

use super::{
    face::{Audience, Content, Face, LINE_LIMIT, Purpose},
    left::Left,
    line_reader::LineReader,
};
use crate::terminal::{Colour, Text, escape};

/// What stands in the transcript for a passphrase; its length says nothing.
const MASK: &str = "********";

/// What stands in the transcript for the content of a pasted block.
const ELISION: &str = "…";

/// Lines from a stream, and a stream that gets prompts, answers and results.
pub(crate) struct Pipe<R, W> {
    input: LineReader<R>,
    output: W,
    /// How many lines were read.
    lines: usize,
    /// What the line that was read last holds.
    content: Content,
    /// Whether a PEM block has begun and not ended.
    in_block: bool,
    pasted: Pasted,
}

/// Whether the transcript already says that content was left out.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Pasted {
    Shown,
    LeftOut,
}

impl<R: Read, W: Write> Pipe<R, W> {
    /// A pipe. `input` should have no buffer of its own, because passphrases would stay in it.
    pub(crate) fn new(input: R, output: W) -> Self {
        Self {
            input: LineReader::new(input, LINE_LIMIT),
            output,
            lines: 0,
            content: Content::Plain,
            in_block: false,
            pasted: Pasted::Shown,
        }
    }

    /// Looks whether a line is a part of a PEM block (RFC 7468 §2), wherever it was entered.
    fn follow(&mut self, line: &str) {
        if is_boundary(line) {
            self.in_block = line.starts_with(BEGIN);
            self.content = Content::Plain;
        } else if self.in_block {
            self.content = Content::Block;
        } else {
            self.content = Content::Plain;
        }
    }

    /// Forgets a block that has begun: the dialogue that asked for it was left.
    #[cfg(test)]
    pub(super) fn leave_block(&mut self) {
        self.in_block = false;
    }

    /// The output so far.
    #[cfg(test)]
    pub(super) fn output(&self) -> &W {
        &self.output
    }

    /// Writes at once. A reader that has gone away is no failure, as for the other commands.
    fn write(&mut self, text: &str) -> Result<(), Left> {
        match self
            .output
            .write_all(text.as_bytes())
            .and_then(|()| self.output.flush())
        {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
            _ => Ok(()),
        }
    }
}

impl<R: Read, W: Write> Face for Pipe<R, W> {
    fn show(&mut self, text: &Text) -> Result<(), Left> {
        self.write(&text.render(Colour::None))
    }

    fn read(&mut self, prompt: &str, _: Purpose<'_>) -> Result<Zeroizing<String>, Left> {
        self.write(&escape(prompt))?;
        let Some(line) = self.input.line()? else {
            self.write("\n")?;
            return Err(Left::Ended);
        };
        self.lines += 1;
        self.follow(&line);
        Ok(line)
    }

    /// As a terminal would show it.
    fn echo(&mut self, line: &str, purpose: Purpose<'_>) -> Result<(), Left> {
        let shown = match purpose {
            Purpose::Secret if line.is_empty() => String::new(),
            Purpose::Secret => MASK.to_owned(),
            _ if self.content == Content::Block || purpose == Purpose::Pasted && !is_boundary(line) => {
                if purpose == Purpose::Pasted && self.pasted == Pasted::LeftOut {
                    return Ok(());
                }
                self.pasted = Pasted::LeftOut;
                ELISION.to_owned()
            }
            _ => escape(line),
        };
        if is_boundary(line) {
            self.pasted = Pasted::Shown;
        }
        self.write(&format!("{shown}\n"))
    }

    fn audience(&self) -> Audience {
        Audience::Program {
            line: self.lines,
            content: self.content,
        }
    }
}

/// How the line before a block begins.
const BEGIN: &str = "-----BEGIN ";

/// Whether a line of a pasted block is shown: the two that frame it (RFC 7468 §2), and the full stop that ends it.
fn is_boundary(line: &str) -> bool {
    line == "." || ((line.starts_with(BEGIN) || line.starts_with("-----END ")) && line.ends_with("-----"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transcript(input: &str, prompts: &[(&str, Purpose<'_>)]) -> String {
        let mut pipe = Pipe::new(input.as_bytes(), Vec::new());
        for (prompt, purpose) in prompts {
            let line = pipe.read(prompt, *purpose).unwrap();
            pipe.echo(&line, *purpose).unwrap();
        }
        String::from_utf8(pipe.output).unwrap()
    }

    #[test]
    fn an_answer_stands_behind_its_prompt() {
        assert_eq!(
            transcript("certconfig\n", &[("mail> ", Purpose::Command(&[]))]),
            "mail> certconfig\n"
        );
    }

    #[test]
    fn the_length_of_a_passphrase_is_not_shown() {
        let secret = ("Passphrase: ", Purpose::Secret);
        assert_eq!(
            transcript("abc\nlonger than that\n\n", &[secret; 3]),
            "Passphrase: ********\nPassphrase: ********\nPassphrase: \n"
        );
    }

    #[test]
    fn the_content_of_a_pasted_block_is_not_shown() {
        let input = "-----BEGIN PRIVATE KEY-----\nAAAA\nBBBB\n-----END PRIVATE KEY-----\nCCCC\n.\n";
        assert_eq!(
            transcript(input, &[("", Purpose::Pasted); 6]),
            "-----BEGIN PRIVATE KEY-----\n…\n-----END PRIVATE KEY-----\n…\n.\n"
        );
    }

    #[test]
    fn a_block_that_was_asked_for_by_no_one_is_not_shown_either() {
        let input = "-----BEGIN PRIVATE KEY-----\r\nAAAA\r\n-----END PRIVATE KEY-----\r\nmail\n";
        assert_eq!(
            transcript(input, &[("> ", Purpose::Answer(&[])); 4]),
            "> -----BEGIN PRIVATE KEY-----\n> …\n> -----END PRIVATE KEY-----\n> mail\n"
        );
    }

    #[test]
    fn an_answer_cannot_drive_the_terminal_of_who_reads_the_transcript() {
        let shown = transcript("\u{1b}[2J\n", &[("> ", Purpose::Answer(&[]))]);
        assert_eq!(shown, "> \\u{1b}[2J\n");
    }

    #[test]
    fn the_end_of_the_input_ends_the_line_of_the_prompt() {
        let mut pipe = Pipe::new(&b""[..], Vec::new());
        assert_eq!(pipe.read("> ", Purpose::Answer(&[])).unwrap_err(), Left::Ended);
        assert_eq!(pipe.output, b"> \n");
    }
}
