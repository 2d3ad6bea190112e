//! Lines from a stream, bounded, with every buffer wiped.

use std::io::{ErrorKind, Read};

use zeroize::{Zeroize as _, Zeroizing};

use super::left::{InputError, Left};

/// Bytes that are asked for at once.
const BLOCK: usize = 8 * 1024;

/// Reads lines and leaves nothing of them in memory, because a line can be a passphrase or a part of a private key.
pub(super) struct LineReader<R> {
    input: R,
    limit: usize,
    block: Zeroizing<Vec<u8>>,
    start: usize,
    end: usize,
}

impl<R: Read> LineReader<R> {
    /// A reader of lines with at most `limit` bytes. `input` should have no buffer of its own.
    pub(super) fn new(input: R, limit: usize) -> Self {
        Self {
            input,
            limit,
            block: Zeroizing::new(vec![0; BLOCK]),
            start: 0,
            end: 0,
        }
    }

    /// The next line without its LF or CR LF, or `None` at the end. A last line needs no LF.
    ///
    /// # Errors
    ///
    /// [`Left::Broken`] with the reason.
    pub(super) fn line(&mut self) -> Result<Option<Zeroizing<String>>, Left> {
        // Room for all of it at once, so that it does not move and leave copies behind.
        let mut line = Zeroizing::new(Vec::with_capacity(self.limit));
        let mut ended = false;
        while !ended {
            if self.start == self.end && !self.fill()? {
                if line.is_empty() {
                    return Ok(None);
                }
                break;
            }
            ended = self.take(&mut line)?;
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        let text = str::from_utf8(&line).map_err(|_| Left::Broken(InputError::NotText))?;
        Ok(Some(Zeroizing::new(text.to_owned())))
    }

    /// Moves bytes to the line, up to the end of the line or of the block; says whether the line is whole.
    fn take(&mut self, line: &mut Vec<u8>) -> Result<bool, Left> {
        let block = self.block.get_mut(self.start..self.end).unwrap_or_default();
        let newline = block.iter().position(|byte| *byte == b'\n');
        let content = block
            .get_mut(..newline.unwrap_or(usize::MAX).min(self.end - self.start))
            .unwrap_or_default();
        if line.len() + content.len() > self.limit {
            return Err(Left::Broken(InputError::TooLong { limit: self.limit }));
        }
        line.extend_from_slice(content);
        self.start += content.len() + usize::from(newline.is_some());
        content.zeroize();
        Ok(newline.is_some())
    }

    /// Reads a block; says whether there was something.
    fn fill(&mut self) -> Result<bool, Left> {
        loop {
            match self.input.read(&mut self.block) {
                Ok(count) => {
                    self.start = 0;
                    self.end = count;
                    return Ok(count > 0);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time, as a slow pipe does.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, block: &mut [u8]) -> std::io::Result<usize> {
            self.0.read(&mut block[..1])
        }
    }

    fn lines(input: impl Read) -> Vec<String> {
        let mut reader = LineReader::new(input, 10);
        let mut lines = Vec::new();
        while let Some(line) = reader.line().unwrap() {
            lines.push(line.to_string());
        }
        lines
    }

    #[test]
    fn lines_end_with_lf_or_crlf_and_the_last_one_with_nothing() {
        let input = b"one\r\n\ntwo\nthree";
        assert_eq!(lines(&input[..]), ["one", "", "two", "three"]);
        assert_eq!(lines(Slow(input)), ["one", "", "two", "three"]);
        assert_eq!(lines(&b""[..]), [""; 0]);
    }

    #[test]
    fn a_line_beyond_the_bound_is_refused_and_one_at_the_bound_is_not() {
        assert_eq!(lines(&b"0123456789\n"[..]), ["0123456789"]);
        let endless = std::io::repeat(b'x');
        assert_eq!(
            LineReader::new(endless, 10).line().unwrap_err(),
            Left::Broken(InputError::TooLong { limit: 10 })
        );
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert_eq!(
            LineReader::new(&b"\xff\n"[..], 10).line().unwrap_err(),
            Left::Broken(InputError::NotText)
        );
    }

    #[test]
    fn a_line_that_was_taken_is_wiped_from_the_block() {
        let mut reader = LineReader::new(&b"secret\nnext\n"[..], 10);
        reader.line().unwrap();
        assert!(!reader.block.windows(3).any(|bytes| bytes == b"sec"));
        assert!(reader.block.windows(4).any(|bytes| bytes == b"next"));
    }
}
