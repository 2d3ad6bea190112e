//! Questions for a text and for yes or no.

use certcore::error_names;
use thiserror::Error;

use super::{
    dialogue::{Dialogue, Nothing},
    left::Left,
};
use crate::{failure::Failure, terminal::Text};

/// The answer to a question for yes or no.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Decision {
    /// Yes.
    Yes,
    /// No.
    No,
}

impl Decision {
    /// The letter in the brackets.
    const fn letter(self) -> char {
        match self {
            Self::Yes => 'Y',
            Self::No => 'N',
        }
    }
}

impl Dialogue<'_> {
    /// Asks for a text. `current` stands in the brackets, and ENTER gives it to `read` as if it had been typed.
    ///
    /// What `read` refuses is told in one line and asked again; where it refuses ENTER and `current` is empty, a person
    /// goes back.
    ///
    /// # Errors
    ///
    /// [`Left`].
    pub(crate) fn text<T, E: Into<Failure>>(
        &mut self,
        question: &str,
        current: &str,
        mut read: impl FnMut(&str) -> Result<T, E>,
    ) -> Result<T, Left> {
        let mut above = Text::new();
        above.line(question);
        let nothing = self.nothing();
        let answer = self.ask(&above, &format!("[{current}]> "), &[], |line| {
            let answer = if line.is_empty() { current } else { line };
            if answer.chars().any(char::is_control) {
                return Err(Failure::new(&AnswerError::ControlCharacter));
            }
            match read(answer) {
                Ok(value) => Ok(Some(value)),
                Err(_) if answer.is_empty() && nothing == Nothing::Leaves => Ok(None),
                Err(reason) => Err(reason.into()),
            }
        })?;
        answer.ok_or(Left::Back)
    }

    /// Asks for yes or no; ENTER gives `default`.
    ///
    /// # Errors
    ///
    /// [`Left`].
    pub(crate) fn confirm(&mut self, question: &str, default: Decision) -> Result<Decision, Left> {
        let prompt = format!("{question} [{}]> ", default.letter());
        self.ask(&Text::new(), &prompt, &[], |line| {
            match line.to_ascii_lowercase().as_str() {
                "" => Ok(default),
                "y" | "yes" => Ok(Decision::Yes),
                "n" | "no" => Ok(Decision::No),
                _ => Err(AnswerError::NeitherYesNorNo),
            }
        })
    }
}

/// Why an answer does not do, whatever was asked.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub(crate) enum AnswerError {
    /// It has a control character.
    #[error("the answer has a control character in it; type it again")]
    ControlCharacter,
    /// It is neither yes nor no.
    #[error("answer Y or N")]
    NeitherYesNorNo,
}

error_names!(AnswerError {
    Self::ControlCharacter => "answer-control-character", "An answer at the console has a control character in it.";
    Self::NeitherYesNorNo => "answer-not-yes-or-no", "A question for yes or no has another answer.";
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::Moment, console::Script};

    #[expect(clippy::unnecessary_wraps, reason = "the signature of a reader")]
    fn any(text: &str) -> Result<String, Failure> {
        Ok(text.to_owned())
    }

    #[test]
    fn enter_keeps_what_stands_in_the_brackets() {
        let mut script = Script::new("\n new \n");
        let mut dialogue = Dialogue::new(&mut script);
        assert_eq!(
            dialogue.text("Enter Organization:", "Example", any).unwrap(),
            "Example"
        );
        assert_eq!(
            dialogue.text("Enter Organization:", "Example", any).unwrap(),
            "new"
        );
        assert_eq!(
            script.transcript(),
            "Enter Organization:\n[Example]> \nEnter Organization:\n[Example]>  new \n"
        );
    }

    #[test]
    fn an_answer_that_does_not_do_is_told_and_asked_again() {
        let mut script = Script::new("soon\n2026-03-15\n");
        let answer = Dialogue::new(&mut script).text("When?", "", str::parse::<Moment>);
        assert_eq!(answer.unwrap(), "2026-03-15".parse::<Moment>().unwrap());
        assert_eq!(
            script.transcript(),
            "When?\n[]> soon\n'soon' is no time; write it as 2026-03-15T12:00:00Z or as 2026-03-15 [time-malformed]\n\
             When?\n[]> 2026-03-15\n"
        );
    }

    #[test]
    fn a_control_character_is_no_part_of_an_answer() {
        let mut script = Script::new("a\u{7}b\nab\n");
        assert_eq!(Dialogue::new(&mut script).text("Name:", "", any).unwrap(), "ab");
        assert!(script.transcript().contains("[answer-control-character]"));
    }

    #[test]
    fn yes_and_no_can_be_written_out_and_enter_takes_the_default() {
        for (line, default, expected) in [
            ("y", Decision::No, Decision::Yes),
            ("YES", Decision::No, Decision::Yes),
            ("No", Decision::Yes, Decision::No),
            ("", Decision::No, Decision::No),
            ("", Decision::Yes, Decision::Yes),
        ] {
            let mut script = Script::new(&format!("{line}\n"));
            let answer = Dialogue::new(&mut script).confirm("Sure?", default);
            assert_eq!(answer.unwrap(), expected, "{line}");
        }
    }

    #[test]
    fn anything_but_yes_or_no_is_asked_again() {
        let mut script = Script::new("maybe\nn\n");
        let answer = Dialogue::new(&mut script).confirm("Overwrite?", Decision::Yes);
        assert_eq!(answer.unwrap(), Decision::No);
        assert_eq!(
            script.transcript(),
            "Overwrite? [Y]> maybe\nanswer Y or N [answer-not-yes-or-no]\nOverwrite? [Y]> n\n"
        );
    }

    #[test]
    fn ctrl_c_and_the_end_of_the_input_leave_the_question() {
        let mut script = Script::new("^C\n");
        let mut dialogue = Dialogue::new(&mut script);
        assert_eq!(dialogue.text("Name:", "", any), Err(Left::Interrupted));
        assert_eq!(dialogue.text("Name:", "", any), Err(Left::Ended));
        assert_eq!(dialogue.confirm("Sure?", Decision::Yes), Err(Left::Ended));
    }
}
