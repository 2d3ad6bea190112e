//! A finding: a rule that is broken, and the facts.

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

/// The findings so far.
#[derive(Default)]
pub(super) struct Findings(pub(super) Vec<Finding>);

impl Findings {
    /// Adds a finding about `examined`; the message is the sentence `examined` begins.
    pub(super) fn add(&mut self, rule: &'static Rule, examined: &Examined<'_>, predicate: impl AsRef<str>) {
        self.0.push(Finding {
            rule,
            position: examined.position,
            message: format!("{} {}", examined.who, predicate.as_ref()),
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
