//! A finding: a rule that is broken, and the facts.

use std::collections::HashMap;

use super::{
    examined::Examined,
    rule::{Rule, Severity},
};

/// A broken rule.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// The certificate, by its position in the chain; the leaf is 0, and so is a request.
    pub position: usize,
    /// The facts, and what to do.
    pub message: String,
}

impl Finding {
    /// The stable name of the rule.
    pub fn name(&self) -> &'static str {
        self.rule.name
    }

    /// How grave it is.
    pub fn severity(&self) -> Severity {
        self.rule.severity
    }

    /// Where the rule comes from.
    pub fn source(&self) -> &'static str {
        self.rule.source
    }
}

/// The findings so far, and how many there are of each rule about each certificate.
#[derive(Default)]
pub(super) struct Findings(pub(super) Vec<Finding>, HashMap<(&'static str, usize), usize>);

/// The most findings of one rule about one certificate; a hostile one could have a hundred thousand.
const MOST_ALIKE: usize = 100;

impl Findings {
    /// Adds a finding about `examined`; the message is the sentence `examined` begins.
    pub(super) fn add(&mut self, rule: &'static Rule, examined: &Examined<'_>, predicate: impl AsRef<str>) {
        let alike = self.1.entry((rule.name, examined.position)).or_default();
        *alike += 1;
        let predicate = match *alike - 1 {
            ..MOST_ALIKE => predicate.as_ref(),
            MOST_ALIKE => "has more findings of this kind than are shown",
            _ => return,
        };
        self.0.push(Finding {
            rule,
            position: examined.position,
            message: format!("{} {predicate}", examined.who),
        });
    }

    /// Adds a finding for each predicate.
    pub(super) fn add_all(
        &mut self,
        rule: &'static Rule,
        examined: &Examined<'_>,
        predicates: impl IntoIterator<Item: AsRef<str>>,
    ) {
        for predicate in predicates {
            self.add(rule, examined, predicate);
        }
    }
}
