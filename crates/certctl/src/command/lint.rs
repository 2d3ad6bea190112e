//! `certctl lint`

use std::collections::{HashMap, HashSet};

use certcore::{
    lint::{Context, Finding, Severity, lint_chain, lint_request},
    x509::Certificate,
};
use serde::Serialize;

use crate::{
    cli::lint::Lint,
    failure::Failure,
    material::{self, AtLeast},
    report::{Answer, Report},
    session::Session,
    terminal::{Style, Text, counted},
};

/// A chain is followed no further than this; OpenSSL builds none that is longer.
const LONGEST_CHAIN: usize = 10;

#[derive(Serialize)]
struct Facts {
    findings: Vec<FindingView>,
}

#[derive(Serialize)]
struct FindingView {
    name: &'static str,
    severity: &'static str,
    source: &'static str,
    message: String,
    object: String,
}

/// Looks at every certificate and request.
pub(crate) fn run(arguments: &Lint, session: &mut Session) -> Result<Report, Failure> {
    let password = arguments.password.source();
    let pile = material::read(&arguments.files, password.as_ref(), session)?;
    material::warn_unreadable(&pile, AtLeast::CertificateOrRequest, session)?;
    let context = Context::at(arguments.at.time()).for_services(&arguments.services);
    let mut findings = Vec::new();
    for (source, request) in pile.requests() {
        let found = lint_request(request, &context);
        findings.extend(
            found
                .iter()
                .map(|finding| FindingView::new(finding, source.to_string())),
        );
    }
    let (certificates, sources) = material::certificates(&pile);
    findings.extend(in_certificates(&certificates, &sources, &context));
    // The gravest first; within a severity the order of the input.
    let rank = |finding: &FindingView| {
        [Severity::Error, Severity::Warning].map(|grave| finding.severity != grave.as_str())
    };
    findings.sort_by_key(rank);

    let objects = certificates.len() + pile.requests().count();
    let error = findings
        .iter()
        .any(|finding| finding.severity == Severity::Error.as_str());
    let text = text(&findings, objects);
    Ok(Report {
        answer: Answer::from(!error),
        ..Report::new(text, &Facts { findings })?
    })
}

/// Findings in each chain that begins with a leaf, and in the CA certificates that belong to none.
fn in_certificates(certificates: &[Certificate], sources: &[String], context: &Context) -> Vec<FindingView> {
    let mut by_subject: HashMap<&str, Vec<usize>> = HashMap::new();
    for (position, certificate) in certificates.iter().enumerate() {
        by_subject
            .entry(certificate.subject().canonical())
            .or_default()
            .push(position);
    }
    let mut leaves_first: Vec<usize> = (0..certificates.len()).collect();
    leaves_first.sort_by_key(|position| certificates.get(*position).is_some_and(Certificate::is_authority));
    let mut seen = HashSet::new();
    let mut views = Vec::new();
    for start in leaves_first {
        let Some(first) = certificates.get(start) else {
            continue;
        };
        if seen.contains(&first.sha256()) {
            continue;
        }
        let chain = chain_from(start, certificates, &by_subject);
        let members: Vec<Certificate> = chain
            .iter()
            .filter_map(|position| certificates.get(*position))
            .cloned()
            .collect();
        for finding in lint_chain(&members, context) {
            let Some(position) = chain.get(finding.position) else {
                continue;
            };
            let known = certificates
                .get(*position)
                .is_some_and(|certificate| seen.contains(&certificate.sha256()));
            // An issuer of several leaves is told about once.
            if !known {
                let source = sources.get(*position).cloned().unwrap_or_default();
                views.push(FindingView::new(&finding, source));
            }
        }
        seen.extend(members.iter().map(Certificate::sha256));
    }
    views
}

/// The positions of a certificate and its issuers.
fn chain_from(
    start: usize,
    certificates: &[Certificate],
    by_subject: &HashMap<&str, Vec<usize>>,
) -> Vec<usize> {
    let mut chain = vec![start];
    while let Some(last) = chain.last().and_then(|position| certificates.get(*position)) {
        if chain.len() > LONGEST_CHAIN || last.is_self_issued() {
            break;
        }
        let named = by_subject.get(last.issuer().canonical());
        let issuer = named.into_iter().flatten().find(|position| {
            certificates.get(**position).is_some_and(|issuer| {
                !chain.iter().any(|known| certificates.get(*known) == Some(issuer))
                    && last.is_signed_by(issuer)
            })
        });
        match issuer {
            Some(position) => chain.push(*position),
            None => break,
        }
    }
    chain
}

impl FindingView {
    fn new(finding: &Finding, object: String) -> Self {
        Self {
            name: finding.name(),
            severity: finding.severity().as_str(),
            source: finding.source(),
            message: finding.message.clone(),
            object,
        }
    }
}

fn text(findings: &[FindingView], objects: usize) -> Text {
    let mut text = Text::new();
    let looked = counted(objects, "object", "objects");
    if findings.is_empty() {
        text.styled(Style::Good, format!("nothing found in {looked}"));
        return text;
    }
    let count = |severity: Severity| {
        findings
            .iter()
            .filter(|finding| finding.severity == severity.as_str())
            .count()
    };
    let (errors, warnings, notices) = (
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Notice),
    );
    let style = match (errors, warnings) {
        (0, 0) => Style::Good,
        (0, _) => Style::Warning,
        _ => Style::Bad,
    };
    text.styled(
        style,
        format!(
            "{}, {}, {} in {looked}",
            counted(errors, "error", "errors"),
            counted(warnings, "warning", "warnings"),
            counted(notices, "notice", "notices"),
        ),
    );
    for finding in findings {
        let style = match finding.severity {
            "error" => Style::Bad,
            "warning" => Style::Warning,
            _ => Style::Plain,
        };
        text.gap();
        text.styled(
            style,
            format!("{} {} [{}]", finding.severity, finding.object, finding.name),
        );
        text.line(format!("  {}", finding.message));
        text.line(format!("  rule: {}", finding.source));
    }
    text
}
