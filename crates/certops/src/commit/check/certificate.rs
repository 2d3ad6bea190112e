//! Weak or doubtful certificates, by the rules that `certctl lint` applies.

use certcore::lint::{Context, Rule, Severity, lint_chain, rules};
use certstore::entry::ProfileOrigin;
use chrono::{DateTime, Utc};

use crate::commit::{
    finding::{Findings, Level},
    scope::Scope,
};

/// Other checks of a commit say these with the entry that is concerned.
const SAID_ELSEWHERE: [&str; 5] = [
    "expired",
    "not-yet-valid",
    "extended-key-usage-unfit",
    "precertificate",
    "certificate-not-loadable",
];
/// Rules that are no errors, and that a commit asks about all the same.
const ASKED: [&str; 4] = [
    "common-name-not-in-names",
    "chain-duplicate",
    "chain-out-of-order",
    "chain-unrelated",
];
/// A rule that a commit shows.
const SHOWN: &str = "self-signed";

pub(super) fn check(scope: &Scope, now: DateTime<Utc>, findings: &mut Findings) {
    let context = Context::at(now);
    for (id, known) in &scope.profiles {
        if known.profile.origin == ProfileOrigin::Demo {
            continue;
        }
        for finding in lint_chain(&known.chain, &context) {
            let Some(level) = level(finding.rule) else {
                continue;
            };
            let message = format!("profile {}: {}", id.name(), finding.message);
            findings.add(id, known.cause, level, finding.name(), message);
        }
    }
}

/// The names of the rules that a commit shows or asks about.
pub(in crate::commit) fn lint_names() -> impl Iterator<Item = &'static str> {
    let said = rules().filter(|rule| level(rule).is_some());
    said.map(|rule| rule.name)
}

/// What a broken rule means for a commit; `None` when it says nothing of it.
fn level(rule: &Rule) -> Option<Level> {
    if SAID_ELSEWHERE.contains(&rule.name) {
        None
    } else if rule.severity == Severity::Error || ASKED.contains(&rule.name) {
        Some(Level::Acceptable)
    } else {
        (rule.name == SHOWN).then_some(Level::Notice)
    }
}
