//! The paths that code names: `crate::a::b`, `super::{c, d::E}`, `std::fs`.

use super::token::{Token, begin_with};

/// A path, expanded from the braces of a `use`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct NamedPath {
    /// The head first; a glob ends with `*`.
    pub(crate) segments: Vec<String>,
    /// The modules, written inside the file, in which the path stands.
    pub(crate) within: Vec<String>,
    pub(crate) line: usize,
}

/// Every path in `tokens` that begins with one of `heads` and goes on.
pub(crate) fn named_paths(tokens: &[Token], heads: &[&str]) -> Vec<NamedPath> {
    let mut paths = Vec::new();
    let mut within = Vec::new();
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate() {
        let rest = tokens.get(index..).unwrap_or_default();
        let before = tokens.get(..index).unwrap_or_default();
        match token.text.as_str() {
            "{" => {
                depth += 1;
                if let [.., word, name] = before
                    && word.text == "mod"
                {
                    within.push((depth, name.text.clone()));
                }
            }
            "}" => {
                within.pop_if(|(opened, _)| *opened == depth);
                depth = depth.saturating_sub(1);
            }
            head if heads.contains(&head) && is_head(before) && follows(rest) => {
                let mut expanded = Vec::new();
                expand(rest, &mut Vec::new(), &mut expanded);
                let modules: Vec<_> = within.iter().map(|(_, name)| name.clone()).collect();
                paths.extend(expanded.into_iter().map(|segments| NamedPath {
                    segments,
                    within: modules.clone(),
                    line: token.line,
                }));
            }
            _ => {}
        }
    }
    paths
}

/// Whether a word here would begin a path, and not go on with one or say how far an item is visible.
fn is_head(before: &[Token]) -> bool {
    !matches!(before, [.., last] if last.text == "::")
        && !matches!(before, [.., open, word] if open.text == "(" && word.text == "in")
}

fn follows(rest: &[Token]) -> bool {
    rest.get(1).is_some_and(|token| token.text == "::")
}

/// Adds every path that begins at `tokens` to `paths`, and says how many tokens they took.
fn expand(tokens: &[Token], prefix: &mut Vec<String>, paths: &mut Vec<Vec<String>>) -> usize {
    let Some(first) = tokens.first() else { return 0 };
    if first.text == "{" {
        return expand_braces(tokens, prefix, paths);
    }
    let is_segment = first.text == "*"
        || first
            .text
            .starts_with(|letter: char| letter.is_alphabetic() || letter == '_');
    if !is_segment {
        // A turbofish, or a tree cut off.
        paths.push(prefix.clone());
        return 0;
    }
    prefix.push(first.text.clone());
    let rest = tokens.get(1..).unwrap_or_default();
    let taken = if begin_with(rest, &["::"]) {
        2 + expand(rest.get(1..).unwrap_or_default(), prefix, paths)
    } else {
        paths.push(prefix.clone());
        1
    };
    prefix.pop();
    taken
}

fn expand_braces(tokens: &[Token], prefix: &mut Vec<String>, paths: &mut Vec<Vec<String>>) -> usize {
    let mut taken = 1;
    while let Some(token) = tokens.get(taken) {
        match token.text.as_str() {
            "}" => return taken + 1,
            "," => taken += 1,
            "as" => taken += 2,
            _ => taken += expand(tokens.get(taken..).unwrap_or_default(), prefix, paths).max(1),
        }
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::named_paths;

    fn paths(code: &str) -> Vec<String> {
        let paths = named_paths(&tokens(code), &["crate", "super", "std"]);
        paths.iter().map(|path| path.segments.join("::")).collect()
    }

    #[test]
    fn braces_are_expanded() {
        assert_eq!(
            paths("use crate::{a::{b, self as c, d::*}, e as _, f};"),
            [
                "crate::a::b",
                "crate::a::self",
                "crate::a::d::*",
                "crate::e",
                "crate::f"
            ]
        );
    }

    #[test]
    fn paths_within_code_end_where_the_path_ends() {
        assert_eq!(
            paths("let x = super::a::B::new(std::mem::take(&mut y));"),
            ["super::a::B::new", "std::mem::take"]
        );
        assert_eq!(paths("crate::a::list::<u8>()"), ["crate::a::list"]);
    }

    #[test]
    fn visibility_is_no_path() {
        assert!(paths("pub(crate) fn f() {} pub(super) fn g() {} pub(in crate::a) fn h() {}").is_empty());
    }

    #[test]
    fn loop_over_a_path_is_one() {
        assert_eq!(paths("for x in crate::a::all() {}"), ["crate::a::all"]);
    }

    #[test]
    fn segment_inside_another_path_is_no_head() {
        assert!(paths("core::std::a; ::super::b").is_empty());
    }

    #[test]
    fn module_inside_the_file_is_told() {
        let paths = named_paths(
            &tokens("mod a { fn f() { super::b() } }\nuse super::c;"),
            &["super"],
        );
        let within: Vec<_> = paths.iter().map(|path| path.within.join("::")).collect();
        assert_eq!(within, ["a", ""]);
    }
}
