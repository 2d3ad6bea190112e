//! The steps of a verification, in the order in which a person follows them.

use super::{
    diagnose::{path_length, usage},
    engine::Failure,
    question::Question,
    reason::{Reason, rank},
    refusal::Refusal,
    step::{Check, Outcome, Step},
};
use crate::{identity::MatchedBy, x509::Certificate};

/// What is to be explained.
pub(super) struct Findings<'a> {
    /// The path as far as it was built, the leaf first.
    pub(super) path: &'a [&'a Certificate],
    /// OpenSSL's failure and what it means.
    pub(super) failure: Option<(Failure, &'a Refusal)>,
    /// What came of the names: the identifier, the refusal, or `None` when no name was asked for.
    pub(super) name: Option<Result<&'a MatchedBy, &'a Refusal>>,
    pub(super) question: &'a Question,
}

/// The steps, in order; when OpenSSL failed, one of them has failed.
pub(super) fn explain(findings: &Findings<'_>) -> Vec<Step> {
    let path = findings.path.iter().enumerate();
    let mut steps = findings.path_steps();
    steps.extend(findings.signature_steps());
    steps.extend(
        path.clone()
            .map(|(position, certificate)| findings.validity_step(position, certificate)),
    );
    steps.push(findings.whole_path_step(Check::Extensions, "every critical extension is understood"));
    steps.extend(path.flat_map(|(position, certificate)| findings.rule_steps(position, certificate)));
    steps.push(findings.whole_path_step(
        Check::Strength,
        "every key, and every signature below the anchor, has at least 112 bits of security",
    ));
    steps.extend(findings.step_not_shown(&steps));
    steps.extend(findings.name_step());
    steps
}

impl Findings<'_> {
    fn path_steps(&self) -> Vec<Step> {
        let links = self
            .path
            .windows(2)
            .enumerate()
            .filter_map(|(position, pair)| match pair {
                [certificate, issuer] => Some(Step {
                    check: Check::Path,
                    position: Some(position),
                    outcome: Outcome::Passed,
                    words: format!(
                        "{} was issued by {}",
                        certificate.display_name(),
                        issuer.display_name()
                    ),
                }),
                _ => None,
            });
        let end = self.path.last().map(|last| {
            let words = format!("{} is a trust anchor", last.display_name());
            self.step(Check::Path, self.path.len() - 1, words)
        });
        links
            .chain(end.filter(|end| end.outcome != Outcome::NotReached))
            .collect()
    }

    /// Signatures and times are looked at here again, because OpenSSL tells only of the first that fails.
    fn signature_steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        for (position, pair) in self.path.windows(2).enumerate() {
            let [certificate, issuer] = pair else { continue };
            let good = self.failure.is_none() || certificate.has_signature_of(issuer.public_key());
            let (outcome, verb) = if good {
                (Outcome::Passed, "was made")
            } else {
                (Outcome::Failed, "was not made")
            };
            let words = format!(
                "the signature of {} ({}) {verb} by the key of {}",
                certificate.display_name(),
                certificate.signature_algorithm(),
                issuer.display_name()
            );
            steps.push(self.seen(Check::Signature, position, outcome, words));
        }
        steps
    }

    fn validity_step(&self, position: usize, certificate: &Certificate) -> Step {
        let outcome = if certificate.validity().contains(self.question.time) {
            Outcome::Passed
        } else {
            Outcome::Failed
        };
        let words = format!(
            "{} is valid from {}",
            certificate.display_name(),
            certificate.validity()
        );
        self.seen(Check::Validity, position, outcome, words)
    }

    /// The checks that OpenSSL makes of one certificate after the other until the first fails.
    fn rule_steps(&self, position: usize, certificate: &Certificate) -> Vec<Step> {
        let who = certificate.display_name();
        let mut steps = Vec::new();
        let mut add = |check, words| steps.push(self.step(check, position, words));
        if let Some(below) = position.checked_sub(1) {
            add(Check::Authority, format!("{who} may sign certificates"));
            if let Some(length) = path_length(certificate) {
                add(
                    Check::PathLength,
                    format!("{who} allows {length} intermediates below it, and there are {below}"),
                );
            }
        }
        if position == 0 || certificate.purposes().is_some() {
            let purpose = self.question.role.purpose();
            add(
                Check::Purpose,
                format!("{who} is for {purpose}: {}", usage(certificate)),
            );
        }
        steps
    }

    /// A check of all certificates, shown once: at the certificate that failed, or for the whole path.
    fn whole_path_step(&self, check: Check, words: &str) -> Step {
        match self.failure {
            Some((failure, _)) if Reason::of(failure).check() == check => {
                self.step(check, failure.position, words.to_owned())
            }
            _ => Step {
                position: None,
                ..self.step(check, self.path.len().saturating_sub(1), words.to_owned())
            },
        }
    }

    /// The failure, when no step has shown it.
    fn step_not_shown(&self, steps: &[Step]) -> Option<Step> {
        let (failure, refusal) = self.failure?;
        let check = Reason::of(failure).check();
        let is_shown = |step: &Step| step.check == check && step.outcome == Outcome::Failed;
        (!steps.iter().any(is_shown)).then(|| Step {
            check,
            position: Some(failure.position),
            outcome: Outcome::Failed,
            words: refusal.to_string(),
        })
    }

    fn name_step(&self) -> Option<Step> {
        let peer = self.question.peer.as_ref()?;
        let (outcome, words) = match self.name.as_ref()? {
            Ok(matched) => (
                Outcome::Passed,
                format!("{matched} stands for {peer} ({})", matched.rule),
            ),
            Err(refusal) => (Outcome::Failed, refusal.to_string()),
        };
        Some(Step {
            check: Check::Name,
            position: Some(0),
            outcome,
            words,
        })
    }

    /// A step whose outcome follows from where OpenSSL failed.
    fn step(&self, check: Check, position: usize, words: String) -> Step {
        let not_reached = self.failure.is_some_and(|(failure, _)| {
            rank(check, position) >= rank(Reason::of(failure).check(), failure.position)
        });
        if not_reached {
            let words = "not looked at, because an earlier step failed".to_owned();
            self.seen(check, position, Outcome::NotReached, words)
        } else {
            self.seen(check, position, Outcome::Passed, words)
        }
    }

    /// A step with an outcome of its own, unless it is the one where OpenSSL failed.
    fn seen(&self, check: Check, position: usize, outcome: Outcome, words: String) -> Step {
        let refusal = self.failure.and_then(|(failure, refusal)| {
            let here = Reason::of(failure).check() == check && failure.position == position;
            here.then(|| refusal.to_string())
        });
        Step {
            check,
            position: Some(position),
            outcome: if refusal.is_some() {
                Outcome::Failed
            } else {
                outcome
            },
            words: refusal.unwrap_or(words),
        }
    }
}
