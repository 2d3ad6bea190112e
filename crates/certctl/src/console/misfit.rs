//! Lines of a program that do not fit what was asked.

use crate::failure::Failure;

/// The failure of a line that was refused, with the number of the line instead of a message that may repeat it: it may
/// be a passphrase or a part of a key that was meant for another question.
pub(super) fn withheld(mut failure: Failure, line: usize) -> Failure {
    failure.notice.message = format!(
        "line {line} of the input fits nothing that is asked for here, and is not shown because it may be a secret"
    );
    failure
}
