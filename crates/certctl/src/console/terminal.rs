//! The console on a terminal: line editing, history and completion.

use std::{borrow::ToOwned, io, path::PathBuf};

use rpassword::ConfigBuilder;
use rustyline::{
    CompletionType, Config, Context, Editor, Helper, completion::Completer, error::ReadlineError,
    highlight::Highlighter, hint::Hinter, history::FileHistory, validate::Validator,
};
use zeroize::Zeroizing;

use super::{
    face::{Audience, Face, LINE_LIMIT, Purpose},
    history,
    interrupt::Interrupt,
    left::{InputError, Left},
};
use crate::terminal::{Text, escape, stream};

/// How many commands are remembered.
const REMEMBERED: usize = 1_000;

/// A person at a terminal.
pub(crate) struct Keyboard {
    editor: Editor<Completion, FileHistory>,
    interrupt: Interrupt,
    history: Option<PathBuf>,
}

impl Keyboard {
    /// The terminal of this process. From here on Ctrl-C leaves a dialogue and does not end the program.
    ///
    /// # Errors
    ///
    /// [`Left::Broken`] when the terminal cannot be used.
    pub(crate) fn new() -> Result<Self, Left> {
        // A paste arrives line by line, as if it were typed, so that it can hold the answers to several questions.
        let config = Config::builder()
            .completion_type(CompletionType::List)
            .bracketed_paste(false)
            .max_history_size(REMEMBERED)
            .map_err(Left::from)?
            .build();
        let mut editor = Editor::with_config(config)?;
        editor.set_helper(Some(Completion::default()));
        let history = history::file();
        if let Some(file) = &history {
            // The first time there is none, and a console without its history is still one.
            let _comfort = editor.load_history(file);
        }
        Ok(Self {
            editor,
            interrupt: Interrupt::watch()?,
            history,
        })
    }

    /// A line with editing.
    fn edited(&mut self, prompt: &str, purpose: Purpose<'_>) -> Result<Zeroizing<String>, Left> {
        if let Some(completion) = self.editor.helper_mut() {
            completion.words = purpose.words().iter().map(|word| (*word).to_owned()).collect();
        }
        let line = Zeroizing::new(self.editor.readline(&escape(prompt))?);
        if line.len() > LINE_LIMIT {
            return Err(Left::Broken(InputError::TooLong { limit: LINE_LIMIT }));
        }
        if let Purpose::Command(words) = purpose
            && history::is_worth_it(&line, words)
        {
            self.remember(&line);
        }
        Ok(line)
    }

    /// Adds a command to the history, at once, so that a console that is killed keeps it. rustyline makes the file
    /// readable by its owner only.
    fn remember(&mut self, line: &str) {
        let added = self.editor.add_history_entry(line);
        if let (Ok(true), Some(file)) = (added, &self.history) {
            let _comfort = self.editor.append_history(file);
        }
    }
}

impl Face for Keyboard {
    fn show(&mut self, text: &Text) -> Result<(), Left> {
        stream::write_text(text).map_err(|error| Left::Broken(InputError::Failed { reason: error.reason }))
    }

    fn read(&mut self, prompt: &str, purpose: Purpose<'_>) -> Result<Zeroizing<String>, Left> {
        if self.interrupt.take() {
            return Err(Left::Interrupted);
        }
        let line = match purpose {
            Purpose::Secret => hidden(prompt),
            _ => self.edited(prompt, purpose),
        };
        // A terminal without editing and the question for a passphrase raise the signal.
        if self.interrupt.take() {
            return Err(Left::Interrupted);
        }
        line
    }

    fn echo(&mut self, _: &str, _: Purpose<'_>) -> Result<(), Left> {
        Ok(())
    }

    fn audience(&self) -> Audience {
        Audience::Person
    }
}

/// A line that is not shown.
fn hidden(prompt: &str) -> Result<Zeroizing<String>, Left> {
    let quiet = ConfigBuilder::new().password_feedback_hide().build();
    match rpassword::prompt_password_with_config(escape(prompt), quiet) {
        Ok(line) => Ok(Zeroizing::new(line)),
        Err(error) => Err(match error.kind() {
            io::ErrorKind::Interrupted => Left::Interrupted,
            io::ErrorKind::UnexpectedEof => Left::Ended,
            _ => error.into(),
        }),
    }
}

impl From<ReadlineError> for Left {
    fn from(error: ReadlineError) -> Self {
        match error {
            ReadlineError::Interrupted => Self::Interrupted,
            ReadlineError::Eof => Self::Ended,
            error => Self::Broken(InputError::Failed {
                reason: error.to_string(),
            }),
        }
    }
}

/// Completes the first word of a line.
#[derive(Debug, Default)]
struct Completion {
    words: Vec<String>,
}

impl Completer for Completion {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        cursor: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        Ok((0, self.candidates(line.get(..cursor).unwrap_or_default())))
    }
}

impl Completion {
    /// The words that begin with what was typed, in upper or lower case.
    fn candidates(&self, typed: &str) -> Vec<String> {
        self.words
            .iter()
            .filter(|word| {
                word.get(..typed.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(typed))
            })
            .cloned()
            .collect()
    }
}

impl Helper for Completion {}

impl Highlighter for Completion {}

impl Hinter for Completion {
    type Hint = String;
}

impl Validator for Completion {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_is_completed_in_any_case() {
        let completion = Completion {
            words: ["commit", "commitdetail", "EXPORT"].map(str::to_owned).to_vec(),
        };
        assert_eq!(completion.candidates("com"), ["commit", "commitdetail"]);
        assert_eq!(completion.candidates("ex"), ["EXPORT"]);
        assert_eq!(completion.candidates("commit "), [""; 0]);
        assert_eq!(completion.candidates("é"), [""; 0]);
    }
}
