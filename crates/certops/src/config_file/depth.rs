//! Names of many parts: each part costs the TOML reader a table, so a small file could take all memory.

/// The most parts of a name; the file's own names have three at most.
pub(super) const MOST_PARTS: usize = 8;

/// The first line, counted from 1, with a name of more parts.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let mut inside: Option<&str> = None;
    for (before, line) in text.lines().enumerate() {
        let fence = match inside {
            Some(fence) => fence,
            None if parts(line) > MOST_PARTS => return Some(before + 1),
            None => fence_of(line),
        };
        if line.matches(fence).count() % 2 == 1 {
            inside = if inside.is_none() { Some(fence) } else { None };
        }
    }
    None
}

/// The quotes of a text of several lines that may begin on this one.
fn fence_of(line: &str) -> &'static str {
    match (line.find("\"\"\""), line.find("'''")) {
        (Some(basic), Some(literal)) if literal < basic => "'''",
        (None, Some(_)) => "'''",
        _ => "\"\"\"",
    }
}

/// The parts of the name with which a line begins, where it begins with one.
fn parts(line: &str) -> usize {
    let mut parts = 1;
    let mut quote = None;
    for letter in line.chars() {
        match (quote, letter) {
            (Some(open), _) if letter == open => quote = None,
            (None, '"' | '\'') => quote = Some(letter),
            (None, '.') => parts += 1,
            (None, '=' | '#') => break,
            _ => {}
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_in_quotes_are_no_parts() {
        assert_eq!(too_deep("[profile.\"a.b.c.d.e.f.g.h.i.example.com\"]\n"), None);
        assert_eq!(
            too_deep("name = \"a.b.c.d.e.f.g.h.i.j\"\n# a.b.c.d.e.f.g.h.i.j\n"),
            None
        );
    }

    #[test]
    fn text_of_several_lines_is_no_name() {
        let text = "a = '''\nPolicy: 1.3.6.1.4.1.99.1.2.3.4\n'''\na.b.c.d.e.f.g.h.i = 1\n";
        assert_eq!(too_deep(text), Some(4));
        let text = "a = \"\"\"\n1.3.6.1.4.1.99.1.2.3.4 '''\n\"\"\"\nb = 1\n";
        assert_eq!(too_deep(text), None);
    }

    #[test]
    fn header_or_key_of_many_parts_is_told_with_its_line() {
        assert_eq!(too_deep("x = 1\n[a.b.c.d.e.f.g.h.i]\n"), Some(2));
        assert_eq!(too_deep("a.b.c.d.e.f.g.h.i = 1"), Some(1));
    }
}
