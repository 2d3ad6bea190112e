//! Why a command gave no answer, and with which exit code it ends.

use certcore::diagnostic::Diagnostic;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{exit::Exit, notice::Notice};

/// A command that could not do what it was asked.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Failure {
    /// What a person reads.
    pub(crate) notice: Notice,
    /// How the process ends.
    pub(crate) exit: Exit,
    /// What a program reads beside it.
    pub(crate) facts: Option<Box<Map<String, Value>>>,
}

impl Failure {
    /// A failure that ends with the exit code of its error's name.
    pub(crate) fn new(diagnostic: &impl Diagnostic) -> Self {
        Self {
            notice: Notice::new(diagnostic),
            exit: exit_of(diagnostic.name()),
            facts: None,
        }
    }

    /// Adds hints before those that belong to the name.
    #[must_use]
    pub(crate) fn with_hints(mut self, hints: Vec<String>) -> Self {
        self.notice = self.notice.with_hints(hints);
        self
    }

    /// Says in front of the message where it was wrong.
    #[must_use]
    pub(crate) fn in_source(mut self, source: &impl ToString) -> Self {
        self.notice = self.notice.in_source(source);
        self
    }

    /// The same with the fields of an object, which stand in the JSON document beside the error.
    #[must_use]
    pub(crate) fn with_facts(mut self, facts: &impl Serialize) -> Self {
        if let Ok(Value::Object(facts)) = serde_json::to_value(facts) {
            self.facts = Some(Box::new(facts));
        }
        self
    }

    /// The JSON document.
    pub(crate) fn document(&self) -> Value {
        let mut document = json!({ "error": self.notice });
        if let (Value::Object(fields), Some(facts)) = (&mut document, &self.facts) {
            fields.extend(facts.as_ref().clone());
        }
        document
    }
}

impl<D: Diagnostic> From<D> for Failure {
    fn from(diagnostic: D) -> Self {
        Self::new(&diagnostic)
    }
}

/// Names of failures that lie in the command line itself; nothing was read or written.
const USAGE: &[&str] = &[
    "command-takes-no-arguments",
    "command-unknown",
    "confirmation-missing",
    "json-not-supported",
    "output-named-twice",
    "password-source-missing",
    "secret-in-json",
    "secret-to-terminal",
    "stdin-used-twice",
    "store-not-named",
    "time-malformed",
    "usage",
    "verify-without-host",
];

/// How the names of failures begin that keep a store from opening: its own, and those of where its master key is kept.
const STORE: &[&str] = &[
    "store-",
    "key-file-",
    "credential-",
    "credentials-",
    "rekey-",
    "sealed-key-",
];

/// Names of failures in which the name server did its work; what was asked for is wrong.
const ANSWERED: &[&str] = &["dns-name-does-not-exist", "dns-no-records", "dns-name-invalid"];

fn exit_of(name: &str) -> Exit {
    if USAGE.contains(&name) {
        Exit::Usage
    } else if name.starts_with("dns-") && !ANSWERED.contains(&name) {
        Exit::Peer
    } else if STORE.iter().any(|beginning| name.starts_with(beginning)) {
        Exit::Store
    } else {
        Exit::Input
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_of_the_store_and_its_keys_ends_with_the_code_of_the_store() {
        for name in [
            "store-busy",
            "store-init-under-way",
            "key-file-foreign",
            "credential-missing",
            "rekey-under-way",
            "sealed-key-damaged",
            "sealed-key-format-unknown",
        ] {
            assert_eq!(exit_of(name), Exit::Store, "{name}");
        }
        assert_eq!(exit_of("key-damaged"), Exit::Input);
    }
}
