//! Numbers of a list, as they are typed and as they are shown: `2`, `1-4`, `1,2,3`, and mixtures.

use std::ops::RangeInclusive;

use certcore::error_names;
use thiserror::Error;

/// How many of a list can be chosen.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Most {
    /// One.
    One,
    /// Any number of them.
    Several,
}

impl Most {
    /// How several are named, where that is possible.
    const fn advice(self) -> &'static str {
        match self {
            Self::One => "",
            Self::Several => "; several are entered as a range such as 1-2, or with commas",
        }
    }
}

/// The places, counted from zero, in a list of `count` that a text names by numbers counted from one.
///
/// They come in ascending order, each once.
///
/// # Errors
///
/// [`SelectionError`].
pub(super) fn parse(text: &str, count: usize, most: Most) -> Result<Vec<usize>, SelectionError> {
    let mut ranges = text
        .split(',')
        .map(|part| parse_part(part.trim(), count, most))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|reason| match reason {
            // A name with a hyphen is one word.
            SelectionError::Malformed { .. } if most == Most::One => SelectionError::Malformed {
                part: text.to_owned(),
                count,
                most,
            },
            reason => reason,
        })?;
    // Sorted first, so that ranges that overlap cost nothing.
    ranges.sort_by_key(|range| *range.start());
    let mut places = Vec::new();
    for range in ranges {
        let next = places.last().map_or(0, |last| last + 1);
        places.extend((*range.start()).max(next)..=*range.end());
    }
    Ok(places)
}

/// Places, counted from zero and ascending, as a person would type their numbers: `2-4,6`.
pub(super) fn compress(places: &[usize]) -> String {
    let mut ranges: Vec<RangeInclusive<usize>> = Vec::new();
    for &place in places {
        match ranges.last_mut() {
            Some(range) if *range.end() + 1 == place => *range = *range.start()..=place,
            _ => ranges.push(place..=place),
        }
    }
    let parts: Vec<String> = ranges
        .iter()
        .map(|range| match (range.start() + 1, range.end() + 1) {
            (first, last) if first == last => first.to_string(),
            (first, last) => format!("{first}-{last}"),
        })
        .collect();
    parts.join(",")
}

/// The places that one number or one range names.
fn parse_part(part: &str, count: usize, most: Most) -> Result<RangeInclusive<usize>, SelectionError> {
    let (first, last) = part.split_once('-').unwrap_or((part, part));
    let first = parse_number(first.trim(), count, most)?;
    let last = parse_number(last.trim(), count, most)?;
    if last < first {
        return Err(SelectionError::Backwards {
            first: first + 1,
            last: last + 1,
        });
    }
    Ok(first..=last)
}

fn parse_number(text: &str, count: usize, most: Most) -> Result<usize, SelectionError> {
    let malformed = || SelectionError::Malformed {
        part: text.to_owned(),
        count,
        most,
    };
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(malformed());
    }
    // A number that is too large to read is also one that is not in the list.
    match text.parse::<usize>().unwrap_or(usize::MAX) {
        number if (1..=count).contains(&number) => Ok(number - 1),
        _ => Err(SelectionError::NotInList {
            number: text.to_owned(),
            count,
        }),
    }
}

/// Why a text names nothing in the list.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub(crate) enum SelectionError {
    /// A part is neither a number nor a range.
    #[error("'{}' is neither in the list nor {}{}", .part.escape_debug(), numbers(*count), .most.advice())]
    Malformed {
        /// The part as it was typed.
        part: String,
        /// How many there are.
        count: usize,
        /// How many can be chosen.
        most: Most,
    },
    /// A number names nothing.
    #[error("{number} is not in the list; enter {}, or a name of the list", numbers(*count))]
    NotInList {
        /// The number as it was typed.
        number: String,
        /// How many there are.
        count: usize,
    },
    /// A range ends before it begins.
    #[error("the range {first}-{last} runs backwards; enter {last}-{first}")]
    Backwards {
        /// Its first number.
        first: usize,
        /// Its last number.
        last: usize,
    },
    /// More than one was named where only one can be.
    #[error("only one can be chosen; enter {}", numbers(*count))]
    Several {
        /// How many there are.
        count: usize,
    },
    /// ENTER was pressed and there is nothing to keep.
    #[error("nothing is chosen; enter {}, or a name of the list", numbers(*count))]
    Nothing {
        /// How many there are.
        count: usize,
    },
    /// The list is empty.
    #[error("there is nothing to choose from")]
    EmptyList,
}

/// The numbers that can be entered.
fn numbers(count: usize) -> String {
    match count {
        1 => "the number 1".to_owned(),
        count => format!("a number from 1 to {count}"),
    }
}

error_names!(SelectionError {
    Self::Malformed { .. } => "selection-malformed", "A choice from a numbered list is neither a number nor a range.";
    Self::NotInList { .. } => "selection-not-in-list", "A number names nothing in the list.";
    Self::Backwards { .. } => "selection-backwards", "A range of numbers ends before it begins.";
    Self::Several { .. } => "selection-several", "Several numbers were given where only one can be chosen.";
    Self::Nothing { .. } => "selection-nothing", "Nothing was chosen and there was nothing to keep.";
    Self::EmptyList => "selection-empty-list", "There is nothing to choose from.";
});

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_ranges_and_lists_mix() {
        assert_eq!(parse("2", 4, Most::Several).unwrap(), [1]);
        assert_eq!(parse("1-4", 4, Most::Several).unwrap(), [0, 1, 2, 3]);
        assert_eq!(parse("1,2,3", 4, Most::Several).unwrap(), [0, 1, 2]);
        assert_eq!(parse(" 4 , 1 - 2,2", 4, Most::Several).unwrap(), [0, 1, 3]);
        assert_eq!(parse("1-4,2-3,4", 4, Most::Several).unwrap(), [0, 1, 2, 3]);
    }

    #[test]
    fn what_names_nothing_is_refused_with_the_part_that_does_not() {
        for (text, name) in [
            ("", "selection-malformed"),
            ("1,", "selection-malformed"),
            ("-", "selection-malformed"),
            ("1-2-3", "selection-malformed"),
            ("+1", "selection-malformed"),
            ("two", "selection-malformed"),
            ("0", "selection-not-in-list"),
            ("5", "selection-not-in-list"),
            ("99999999999999999999999", "selection-not-in-list"),
            ("3-1", "selection-backwards"),
        ] {
            let error = parse(text, 4, Most::Several).unwrap_err();
            assert_eq!(
                certcore::diagnostic::Diagnostic::name(&error),
                name,
                "{text}: {error}"
            );
        }
    }

    #[test]
    fn a_run_is_shown_as_a_range() {
        assert_eq!(compress(&[1, 2, 3]), "2-4");
        assert_eq!(compress(&[0, 2, 3, 6]), "1,3-4,7");
        assert_eq!(compress(&[]), "");
    }

    #[test]
    fn a_long_line_of_overlapping_ranges_costs_no_more_than_the_list() {
        let line = vec!["1-1000000"; 5_000].join(",");
        assert_eq!(parse(&line, 1_000_000, Most::Several).unwrap().len(), 1_000_000);
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_typed(places in proptest::collection::btree_set(0_usize..50, 1..50)) {
            let places: Vec<usize> = places.into_iter().collect();
            prop_assert_eq!(parse(&compress(&places), 50, Most::Several).unwrap(), places);
        }

        #[test]
        fn no_text_breaks_it(text in ".{0,40}") {
            if let Ok(places) = parse(&text, 9, Most::Several) {
                prop_assert!(places.is_sorted() && places.iter().all(|place| *place < 9));
            }
        }
    }
}
