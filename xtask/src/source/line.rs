//! From a place in a text to the number of its line.

/// The line, counted from 1, that holds the byte at `offset`.
pub(crate) fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::line_at;

    #[test]
    fn line_end_belongs_to_the_line_it_ends() {
        assert_eq!([0, 2, 3, 9].map(|offset| line_at("ab\ncd", offset)), [1, 1, 2, 2]);
    }
}
