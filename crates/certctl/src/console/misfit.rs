//! Lines of a program that do not fit what was asked.

use super::face::Content;
use crate::failure::Failure;

/// The failure of a line that was refused, with the number of the line. Its own message may repeat the line, which
/// nobody sees where it is a part of a key.
pub(super) fn misfit(mut failure: Failure, line: usize, content: Content) -> Failure {
    let message = match content {
        Content::Plain => failure.notice.message.as_str(),
        Content::Block => "a part of a PEM block, where none is asked for",
    };
    failure.notice.message = format!("line {line} of the input: {message}");
    failure
}
