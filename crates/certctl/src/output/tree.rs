//! Fields within fields, indented.

use serde_json::Value;

use crate::terminal::Text;

/// The margin of one level.
const MARGIN: &str = "  ";

/// Lines under headings that are written once: `path` leads to a line, and a heading that the line before had is left
/// out.
#[derive(Debug, Default)]
pub(super) struct Tree {
    open: Vec<String>,
}

impl Tree {
    /// Adds `content` behind the last name of `path`, below `depth` margins.
    pub(super) fn add(&mut self, text: &mut Text, depth: usize, path: &[String], content: &str) {
        let Some((last, headings)) = path.split_last() else {
            text.line(format!("{}{content}", MARGIN.repeat(depth)));
            return;
        };
        let shared = self
            .open
            .iter()
            .zip(headings)
            .take_while(|(open, heading)| open == heading)
            .count();
        for (level, heading) in headings.iter().enumerate().skip(shared) {
            text.line(format!("{}{heading}", MARGIN.repeat(depth + level)));
        }
        self.open = headings.to_vec();
        let margin = MARGIN.repeat(depth + headings.len());
        text.line(format!("{margin}{last}: {content}"));
    }
}

/// Adds every field of a value.
pub(crate) fn fields(text: &mut Text, depth: usize, value: &Value) {
    let mut tree = Tree::default();
    walk(value, &mut Vec::new(), &mut |path, content| {
        tree.add(text, depth, path, content);
    });
}

fn walk(value: &Value, path: &mut Vec<String>, leaf: &mut impl FnMut(&[String], &str)) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                path.push(name.clone());
                walk(value, path, leaf);
                path.pop();
            }
        }
        Value::Array(members) => {
            let members: Vec<String> = members.iter().map(plain).collect();
            leaf(path, &members.join(", "));
        }
        other => leaf(path, &plain(other)),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::terminal::Colour;

    #[test]
    fn a_heading_is_written_once() {
        let mut text = Text::new();
        let value = json!({ "port": 25, "https": { "port": 443, "profiles": ["a", "b"] }, "last": true });
        fields(&mut text, 1, &value);
        assert_eq!(
            text.render(Colour::None),
            "  port: 25\n  https\n    port: 443\n    profiles: a, b\n  last: true\n"
        );
    }
}
