//! Blocks that are pasted, such as certificates and keys in PEM.

use certcore::error_names;
use thiserror::Error;
use zeroize::Zeroizing;

use super::{dialogue::Dialogue, face::Purpose, left::Left};

/// The largest block, in bytes.
const PASTE_LIMIT: usize = 1024 * 1024;

impl Dialogue<'_> {
    /// Asks for a block that a line with a full stop ends. Lines end with LF in it, however they were pasted.
    ///
    /// An empty block is given as it is. It is wiped when it is dropped, because it may be a private key.
    ///
    /// # Errors
    ///
    /// [`Left`].
    pub(crate) fn paste(&mut self, question: &str) -> Result<Zeroizing<String>, Left> {
        self.paste_within(question, PASTE_LIMIT)
    }

    fn paste_within(&mut self, question: &str, limit: usize) -> Result<Zeroizing<String>, Left> {
        loop {
            self.say(question)?;
            match self.block(limit)? {
                Some(block) => return Ok(block),
                None => self.refuse(PasteError::TooLarge { limit })?,
            }
        }
    }

    /// The lines up to the full stop, or `None` when they were too many; then none of them are left over.
    fn block(&mut self, limit: usize) -> Result<Option<Zeroizing<String>>, Left> {
        // Room for all of it at once, so that it does not move and leave copies behind.
        let mut block = Some(Zeroizing::new(String::with_capacity(limit)));
        loop {
            let line = self.ask_closed("", Purpose::Pasted)?;
            let line = line.trim_end();
            if line == "." {
                return Ok(block);
            }
            if let Some(content) = &mut block {
                if content.len() + line.len() < limit {
                    content.push_str(line);
                    content.push('\n');
                } else {
                    block = None;
                }
            }
        }
    }
}

/// Why a pasted block is not taken.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub(crate) enum PasteError {
    /// It is too large.
    #[error("the pasted text has more than {limit} bytes; paste only what is asked for, and end it with '.'")]
    TooLarge {
        /// The bound in bytes.
        limit: usize,
    },
}

error_names!(PasteError {
    Self::TooLarge { .. } => "paste-too-large", "A block pasted into the console is too large.";
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::Script;

    #[test]
    fn a_full_stop_on_its_own_line_ends_the_block() {
        let mut script = Script::new("-----BEGIN X-----\r\nAA.\r\n-----END X-----\r\n.\r\nnext\r\n");
        let mut dialogue = Dialogue::new(&mut script);
        let block = dialogue.paste("Paste it (end with '.'):").unwrap();
        assert_eq!(block.as_str(), "-----BEGIN X-----\nAA.\n-----END X-----\n");
        let next = dialogue.text("Name:", "", |name| Ok::<_, PasteError>(name.to_owned()));
        assert_eq!(next.unwrap(), "next");
    }

    #[test]
    fn the_transcript_does_not_hold_the_block() {
        let mut script = Script::new("-----BEGIN X-----\nSECRET\n-----END X-----\n.\n");
        Dialogue::new(&mut script)
            .paste("Paste it (end with '.'):")
            .unwrap();
        assert_eq!(
            script.transcript(),
            "Paste it (end with '.'):\n-----BEGIN X-----\n…\n-----END X-----\n.\n"
        );
    }

    #[test]
    fn a_block_that_is_too_large_is_refused_as_a_whole_and_asked_again() {
        let mut script = Script::new("12345\n67890\nabc\n.\nok\n.\n");
        let block = Dialogue::new(&mut script).paste_within("Paste:", 10);
        assert_eq!(block.unwrap().as_str(), "ok\n");
        assert!(script.transcript().contains("more than 10 bytes"));
    }

    #[test]
    fn a_block_without_an_end_is_no_block() {
        let mut script = Script::new("-----BEGIN X-----\n");
        assert_eq!(Dialogue::new(&mut script).paste("Paste:"), Err(Left::Ended));
    }
}
