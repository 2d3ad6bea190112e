//! The fields in which two JSON values differ.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// A field that differs.
///
/// A list whose members keep their order has one change for each member that came or went, all with the list's path.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FieldChange {
    /// Where it stands: the names of the fields from the outside in, such as `https`, `port`.
    pub path: Vec<String>,
    /// What it said; `None` when it is new.
    pub before: Option<FieldValue>,
    /// What it says; `None` when it is gone.
    pub after: Option<FieldValue>,
}

/// What a field says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FieldValue {
    /// As it is stored.
    pub value: Value,
    /// For people: certificates by their names and the beginning of their fingerprints, lists in one line.
    pub text: String,
}

/// The fields in which the values differ, in the order of the newer one; `labels` are texts that stand for others.
pub(super) fn differences(
    before: Option<&Value>,
    after: Option<&Value>,
    labels: &BTreeMap<String, String>,
) -> Vec<FieldChange> {
    let mut walk = Walk {
        labels,
        path: Vec::new(),
        changes: Vec::new(),
    };
    walk.compare(before, after);
    walk.changes
}

struct Walk<'a> {
    labels: &'a BTreeMap<String, String>,
    path: Vec<String>,
    changes: Vec<FieldChange>,
}

impl Walk<'_> {
    fn compare(&mut self, before: Option<&Value>, after: Option<&Value>) {
        match (before, after) {
            (one, other) if one == other => {}
            (Some(Value::Object(one)), Some(Value::Object(other))) => {
                let gone = one.keys().filter(|key| !other.contains_key(*key));
                for key in other.keys().chain(gone) {
                    self.field(key, one.get(key), other.get(key));
                }
            }
            (Some(Value::Object(one)), None) => {
                for (key, value) in one {
                    self.field(key, Some(value), None);
                }
            }
            (None, Some(Value::Object(other))) => {
                for (key, value) in other {
                    self.field(key, None, Some(value));
                }
            }
            (Some(Value::Array(one)), Some(Value::Array(other))) if keep_order(one, other) => {
                for gone in one.iter().filter(|member| !other.contains(member)) {
                    self.add(Some(gone), None);
                }
                for new in other.iter().filter(|member| !one.contains(member)) {
                    self.add(None, Some(new));
                }
            }
            (one, other) => self.add(one, other),
        }
    }

    fn field(&mut self, key: &str, before: Option<&Value>, after: Option<&Value>) {
        self.path.push(key.to_owned());
        self.compare(before, after);
        self.path.pop();
    }

    fn add(&mut self, before: Option<&Value>, after: Option<&Value>) {
        let said = |value: &Value| FieldValue {
            text: self.text(value),
            value: value.clone(),
        };
        self.changes.push(FieldChange {
            path: self.path.clone(),
            before: before.map(said),
            after: after.map(said),
        });
    }

    fn text(&self, value: &Value) -> String {
        match value {
            Value::String(text) => self.labels.get(text).unwrap_or(text).clone(),
            Value::Array(members) => {
                let members: Vec<String> = members.iter().map(|member| self.text(member)).collect();
                members.join(", ")
            }
            other => other.to_string(),
        }
    }
}

/// Whether the members that both lists have stand in the same order, and none stands twice.
fn keep_order(one: &[Value], other: &[Value]) -> bool {
    let shared = |list: &[Value], in_list: &[Value]| -> Vec<String> {
        let shared = list.iter().filter(|member| in_list.contains(member));
        shared.map(ToString::to_string).collect()
    };
    let (left, right) = (shared(one, other), shared(other, one));
    let distinct: BTreeSet<&String> = left.iter().collect();
    left == right && distinct.len() == left.len()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn lines(before: &Value, after: &Value) -> Vec<String> {
        let labels = BTreeMap::from([("ab".to_owned(), "mail (ab)".to_owned())]);
        let said = |value: Option<FieldValue>| value.map_or("-".to_owned(), |value| value.text);
        differences(Some(before), Some(after), &labels)
            .into_iter()
            .map(|one| {
                format!(
                    "{}: {} -> {}",
                    one.path.join("."),
                    said(one.before),
                    said(one.after)
                )
            })
            .collect()
    }

    #[test]
    fn only_the_innermost_fields_that_differ_are_named() {
        let before = json!({ "address": "::1", "https": { "port": 443, "profiles": ["a"] } });
        let after = json!({ "address": "::1", "https": { "port": 8443, "profiles": ["a"] } });
        assert_eq!(lines(&before, &after), ["https.port: 443 -> 8443"]);
    }

    #[test]
    fn member_of_a_list_that_came_or_went_stands_alone() {
        let before = json!({ "profiles": ["a", "b"] });
        let after = json!({ "profiles": ["b", "c"] });
        assert_eq!(lines(&before, &after), ["profiles: a -> -", "profiles: - -> c"]);
    }

    #[test]
    fn other_order_shows_both_lists() {
        let before = json!({ "profiles": ["a", "b"] });
        let after = json!({ "profiles": ["b", "a"] });
        assert_eq!(lines(&before, &after), ["profiles: a, b -> b, a"]);
    }

    #[test]
    fn group_of_fields_that_is_new_shows_each_of_them() {
        let after = json!({ "https": { "port": 443, "profiles": ["ab"] } });
        assert_eq!(
            lines(&json!({}), &after),
            ["https.port: - -> 443", "https.profiles: - -> mail (ab)"]
        );
    }
}
