//! Numbered lists, from which one or several are chosen.

use std::collections::BTreeSet;

use super::{
    dialogue::{Dialogue, Nothing},
    left::Left,
    selection::{Most, SelectionError, compress, parse},
};
use crate::{failure::Failure, terminal::Text};

/// How many options of a list are shown; the others can still be named or numbered.
const SHOWN: usize = 100;

/// Where the question stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Layout {
    /// Above the list, and the brackets alone below it.
    Above,
    /// Below the list, before the brackets.
    Below,
}

impl Dialogue<'_> {
    /// Shows a question above a numbered list and gives the place, counted from zero, of the one that is chosen, by its
    /// number or by its text.
    ///
    /// ENTER keeps `current`; without one a person goes back.
    ///
    /// # Errors
    ///
    /// [`Left`]; [`Left::Refused`] where the list is empty.
    pub(crate) fn choose(
        &mut self,
        question: &str,
        options: &[impl AsRef<str>],
        current: Option<usize>,
    ) -> Result<usize, Left> {
        self.number(Layout::Above, question, options, current)
    }

    /// As [`choose`](Self::choose), with the question below the list.
    ///
    /// # Errors
    ///
    /// As [`choose`](Self::choose).
    pub(crate) fn pick(
        &mut self,
        options: &[impl AsRef<str>],
        question: &str,
        current: Option<usize>,
    ) -> Result<usize, Left> {
        self.number(Layout::Below, question, options, current)
    }

    /// Shows a question above a numbered list and gives the places, counted from zero and ascending, of those that are
    /// chosen.
    ///
    /// ENTER keeps `current`, which has to be ascending; without one a person goes back. There is no way to choose none.
    ///
    /// # Errors
    ///
    /// As [`choose`](Self::choose).
    pub(crate) fn choose_several(
        &mut self,
        question: &str,
        options: &[impl AsRef<str>],
        current: &[usize],
    ) -> Result<Vec<usize>, Left> {
        self.numbers(Layout::Above, Most::Several, question, options, current)
    }

    /// As [`choose_several`](Self::choose_several), with the question below the list.
    ///
    /// # Errors
    ///
    /// As [`choose`](Self::choose).
    pub(crate) fn pick_several(
        &mut self,
        options: &[impl AsRef<str>],
        question: &str,
        current: &[usize],
    ) -> Result<Vec<usize>, Left> {
        self.numbers(Layout::Below, Most::Several, question, options, current)
    }

    fn number(
        &mut self,
        layout: Layout,
        question: &str,
        options: &[impl AsRef<str>],
        current: Option<usize>,
    ) -> Result<usize, Left> {
        let places = self.numbers(layout, Most::One, question, options, current.as_slice())?;
        places.first().copied().ok_or(Left::Back)
    }

    fn numbers(
        &mut self,
        layout: Layout,
        most: Most,
        question: &str,
        options: &[impl AsRef<str>],
        current: &[usize],
    ) -> Result<Vec<usize>, Left> {
        let count = options.len();
        if count == 0 {
            return Err(Left::Refused(Failure::new(&SelectionError::EmptyList)));
        }
        let mut list = Text::new();
        if layout == Layout::Above {
            list.line(question);
        }
        for (number, option) in (1..).zip(options).take(SHOWN) {
            list.line(format!("{number}. {}", option.as_ref()));
        }
        if let Some(more @ 1..) = count.checked_sub(SHOWN) {
            list.line(format!("and {more} more, which can be named"));
        }
        let brackets = format!("[{}]> ", compress(current));
        let prompt = match layout {
            Layout::Above => brackets,
            Layout::Below => format!("{question} {brackets}"),
        };
        let nothing = self.nothing();
        let places = self.ask(&list, &prompt, &[], |line| match line {
            "" if !current.is_empty() => Ok(Some(current.to_vec())),
            "" if nothing == Nothing::Leaves => Ok(None),
            "" => Err(SelectionError::Nothing { count }),
            line => {
                let places = parse(line, count, most).or_else(|reason| named(line, options).ok_or(reason))?;
                match (most, places.len()) {
                    (Most::One, 2..) => Err(SelectionError::Several { count }),
                    _ => Ok(Some(places)),
                }
            }
        })?;
        places.ok_or(Left::Back)
    }
}

/// The places of options that a text names, ascending; `None` when a part of it names none.
fn named(text: &str, options: &[impl AsRef<str>]) -> Option<Vec<usize>> {
    let place = |name: &str| {
        let mut options = options.iter().map(AsRef::as_ref);
        options.position(|option| option.eq_ignore_ascii_case(name))
    };
    let places: Option<BTreeSet<usize>> = text.split(',').map(|part| place(part.trim())).collect();
    places.map(|places| places.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::{Script, pipe::Pipe};

    const VERSIONS: [&str; 4] = ["TLS v1.3", "TLS v1.2", "TLS v1.1", "TLS v1.0"];

    #[test]
    fn several_are_chosen_as_on_the_appliance() {
        let mut script = Script::new("1-3\n");
        let chosen = Dialogue::new(&mut script).choose_several(
            "Enter the inbound SMTP SSL method you want to use.",
            &VERSIONS,
            &[1, 2, 3],
        );
        assert_eq!(chosen.unwrap(), [0, 1, 2]);
        assert_eq!(
            script.transcript(),
            "Enter the inbound SMTP SSL method you want to use.\n\
             1. TLS v1.3\n2. TLS v1.2\n3. TLS v1.1\n4. TLS v1.0\n[2-4]> 1-3\n"
        );
    }

    #[test]
    fn the_question_can_stand_below_the_list() {
        let mut script = Script::new("2\n");
        let chosen = Dialogue::new(&mut script).pick(
            &["Demo", "mx1"],
            "Please choose the certificate to apply:",
            Some(0),
        );
        assert_eq!(chosen.unwrap(), 1);
        assert_eq!(
            script.transcript(),
            "1. Demo\n2. mx1\nPlease choose the certificate to apply: [1]> 2\n"
        );
    }

    #[test]
    fn an_option_can_be_named_and_a_number_comes_before_a_name() {
        let mut script = Script::new("MX1\nmx1, demo\n2\n1,mx1\n1\n");
        let mut dialogue = Dialogue::new(&mut script);
        assert_eq!(dialogue.choose("Which?", &["Demo", "mx1"], None).unwrap(), 1);
        assert_eq!(
            dialogue.choose_several("Which?", &["Demo", "mx1"], &[]).unwrap(),
            [0, 1]
        );
        assert_eq!(dialogue.choose("Which?", &["2", "mx1"], None).unwrap(), 1);
        assert_eq!(
            dialogue.choose_several("Which?", &["Demo", "mx1"], &[]).unwrap(),
            [0]
        );
        assert!(script.transcript().contains(
            "'mx1' is neither in the list nor a number from 1 to 2; several are entered as a range"
        ));
    }

    #[test]
    fn enter_keeps_what_is_chosen() {
        let mut script = Script::new("\n\n");
        let mut dialogue = Dialogue::new(&mut script);
        assert_eq!(
            dialogue.choose_several("Which?", &VERSIONS, &[0, 2]).unwrap(),
            [0, 2]
        );
        assert_eq!(dialogue.choose("Which?", &VERSIONS, Some(3)).unwrap(), 3);
    }

    #[test]
    fn what_is_not_in_the_list_is_asked_again() {
        let mut script = Script::new("5\nTLS v1-4\n2\n");
        assert_eq!(
            Dialogue::new(&mut script)
                .choose("Which?", &VERSIONS, None)
                .unwrap(),
            1
        );
        assert!(
            script
                .transcript()
                .contains("5 is not in the list; enter a number from 1 to 4, or a name of the list [")
        );
        // Only where several can be chosen, words on ranges would be of use.
        assert!(
            script
                .transcript()
                .contains("'TLS v1-4' is neither in the list nor a number from 1 to 4 [")
        );
    }

    #[test]
    fn enter_goes_back_where_there_is_nothing_to_keep() {
        let mut script = Script::new("\n\n");
        let mut dialogue = Dialogue::new(&mut script);
        assert_eq!(dialogue.choose("Which?", &VERSIONS, None), Err(Left::Back));
        assert_eq!(dialogue.choose_several("Which?", &VERSIONS, &[]), Err(Left::Back));
    }

    #[test]
    fn an_empty_line_of_a_program_is_refused_where_there_is_nothing_to_keep() {
        let mut pipe = Pipe::new(&b"\n"[..], Vec::new());
        let left = Dialogue::new(&mut pipe).choose("Which?", &VERSIONS, None);
        let Err(Left::Refused(failure)) = left else {
            panic!("{left:?}");
        };
        assert_eq!(
            failure.notice.message,
            "line 1 of the input: nothing is chosen; enter a number from 1 to 4, or a name of the list"
        );
    }

    #[test]
    fn where_one_is_asked_for_several_are_refused() {
        let mut script = Script::new("1-2\n1\n");
        assert_eq!(
            Dialogue::new(&mut script)
                .choose("Which?", &VERSIONS, None)
                .unwrap(),
            0
        );
        assert!(script.transcript().contains("only one can be chosen"));
    }

    #[test]
    fn an_empty_list_is_refused_without_a_question() {
        let mut script = Script::new("1\n");
        let left = Dialogue::new(&mut script).choose("Which?", &[""; 0], None);
        assert!(
            matches!(&left, Err(Left::Refused(failure)) if failure.notice.name == "selection-empty-list"),
            "{left:?}"
        );
        assert_eq!(script.transcript(), "");
    }

    #[test]
    fn a_long_list_is_cut_and_all_of_it_can_be_named() {
        let options: Vec<String> = (1..=102).map(|number| format!("mx{number}")).collect();
        let mut script = Script::new("mx102\n101\n");
        let mut dialogue = Dialogue::new(&mut script);
        assert_eq!(dialogue.choose("Which?", &options, None).unwrap(), 101);
        assert_eq!(dialogue.choose("Which?", &options, None).unwrap(), 100);
        let transcript = script.transcript();
        assert!(
            transcript.contains("\n100. mx100\nand 2 more, which can be named\n[]> mx102\n"),
            "{transcript}"
        );
    }

    #[test]
    fn an_option_cannot_forge_a_line() {
        let mut script = Script::new("1\n");
        Dialogue::new(&mut script)
            .choose("Which?", &["a\n2. b"], None)
            .unwrap();
        assert!(script.transcript().contains("1. a\\u{a}2. b\n"));
    }
}
