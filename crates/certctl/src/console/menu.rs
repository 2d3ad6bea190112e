//! Menus of operations, chosen by keyword.

use certcore::error_names;
use thiserror::Error;

use super::{dialogue::Dialogue, left::Left};
use crate::terminal::Text;

/// One line of a menu.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Operation<T> {
    /// What is typed, in upper case.
    pub(crate) keyword: &'static str,
    /// What it does, in one line.
    pub(crate) description: &'static str,
    /// What the program does then.
    pub(crate) action: T,
}

impl<T> Operation<T> {
    /// A line of a menu.
    pub(crate) const fn new(keyword: &'static str, description: &'static str, action: T) -> Self {
        Self {
            keyword,
            description,
            action,
        }
    }
}

impl Dialogue<'_> {
    /// Shows the operations and gives the one that is chosen, or `None` for ENTER, which leaves the menu.
    ///
    /// A keyword can be shortened as long as it fits only one, and upper or lower case is the same.
    ///
    /// # Errors
    ///
    /// [`Left`].
    pub(crate) fn operation<T: Clone>(&mut self, operations: &[Operation<T>]) -> Result<Option<T>, Left> {
        let keywords: Vec<&str> = operations.iter().map(|operation| operation.keyword).collect();
        let mut menu = Text::new();
        menu.line("");
        menu.line("Choose the operation you want to perform:");
        for operation in operations {
            menu.line(format!("- {} - {}", operation.keyword, operation.description));
        }
        self.ask(&menu, "[]> ", &keywords, |line| match line {
            "" => Ok(None),
            line => find(line, operations).map(|operation| Some(operation.action.clone())),
        })
    }
}

fn find<'o, T>(typed: &str, operations: &'o [Operation<T>]) -> Result<&'o Operation<T>, KeywordError> {
    let fits = |operation: &&Operation<T>| {
        operation
            .keyword
            .get(..typed.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(typed))
    };
    let fitting: Vec<&Operation<T>> = operations.iter().filter(fits).collect();
    let whole = fitting
        .iter()
        .find(|operation| operation.keyword.len() == typed.len());
    let list = |operations: &[&Operation<T>]| {
        let keywords: Vec<_> = operations.iter().map(|operation| operation.keyword).collect();
        keywords.join(", ")
    };
    match (whole, fitting.as_slice()) {
        (Some(operation), _) | (None, [operation]) => Ok(operation),
        (None, []) => Err(KeywordError::Unknown {
            typed: typed.to_owned(),
            keywords: list(&operations.iter().collect::<Vec<_>>()),
        }),
        (None, several) => Err(KeywordError::Ambiguous {
            typed: typed.to_owned(),
            keywords: list(several),
        }),
    }
}

/// Why a text is no operation of the menu.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub(crate) enum KeywordError {
    /// It begins none.
    #[error("'{}' is no operation of this menu; enter one of {keywords}, or ENTER to leave", .typed.escape_debug())]
    Unknown {
        /// What was typed.
        typed: String,
        /// Those that there are.
        keywords: String,
    },
    /// It begins several.
    #[error("'{}' can mean {keywords}; enter more of it", .typed.escape_debug())]
    Ambiguous {
        /// What was typed.
        typed: String,
        /// Those that begin with it.
        keywords: String,
    },
}

error_names!(KeywordError {
    Self::Unknown { .. } => "operation-unknown", "What was typed is no operation of the menu.";
    Self::Ambiguous { .. } => "operation-ambiguous", "What was typed is the beginning of several operations.";
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::Script;

    const OPERATIONS: [Operation<u8>; 3] = [
        Operation::new("NEW", "Create a self-signed certificate and CSR", 1),
        Operation::new("EDIT", "Change a profile", 2),
        Operation::new("EXPORT", "Export a certificate", 3),
    ];

    #[test]
    fn a_menu_looks_as_on_the_appliance_and_enter_leaves_it() {
        let mut script = Script::new("\n");
        assert_eq!(Dialogue::new(&mut script).operation(&OPERATIONS).unwrap(), None);
        assert_eq!(
            script.transcript(),
            "\nChoose the operation you want to perform:\n\
             - NEW - Create a self-signed certificate and CSR\n\
             - EDIT - Change a profile\n\
             - EXPORT - Export a certificate\n\
             []> \n"
        );
    }

    #[test]
    fn a_keyword_can_be_short_and_in_any_case() {
        for (line, action) in [("new", 1), ("N", 1), ("ed", 2), ("Export", 3)] {
            let mut script = Script::new(&format!("{line}\n"));
            let chosen = Dialogue::new(&mut script).operation(&OPERATIONS);
            assert_eq!(chosen.unwrap(), Some(action), "{line}");
        }
    }

    #[test]
    fn a_whole_keyword_wins_over_a_longer_one() {
        let operations = [Operation::new("SETUP", "", 1), Operation::new("SET", "", 2)];
        let mut script = Script::new("set\n");
        assert_eq!(
            Dialogue::new(&mut script).operation(&operations).unwrap(),
            Some(2)
        );
    }

    #[test]
    fn what_fits_none_or_several_is_told_and_the_menu_comes_again() {
        let mut script = Script::new("é\ne\nnew\n");
        assert_eq!(
            Dialogue::new(&mut script).operation(&OPERATIONS).unwrap(),
            Some(1)
        );
        let transcript = script.transcript();
        assert!(transcript.contains(
            "'é' is no operation of this menu; enter one of NEW, EDIT, EXPORT, or ENTER to leave [operation-unknown]\n"
        ));
        assert!(transcript.contains("'e' can mean EDIT, EXPORT; enter more of it [operation-ambiguous]\n"));
        assert_eq!(transcript.matches("Choose the operation").count(), 3);
    }
}
