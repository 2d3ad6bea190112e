//! Lines of a program that do not fit what was asked.

use crate::failure::Failure;

/// The failure of a line that was refused, with the number of the line and the meaning of the error instead of a
/// message that may repeat the line: it may be a passphrase or a part of a key that was meant for another question.
pub(super) fn withheld(failure: Failure, line: usize) -> Failure {
    let meaning = crate::names()
        .into_iter()
        .find(|error| error.name == failure.notice.name)
        .map_or("It was refused.", |error| error.meaning);
    let mut failure = failure;
    failure.notice.message = format!(
        "line {line} of the input does not do here, and is not shown because it may be a secret: {}",
        meaning.trim_end_matches('.')
    );
    failure
}
