//! `certctl lint`

use std::collections::HashSet;

use certcore::{
    import::Pile,
    lint::{Context, Finding, Severity, lint_authorities, lint_chain, lint_request},
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
    let password = arguments.password.given();
    let pile = material::read(&arguments.files, password.source.as_ref(), session)?;
    material::warn_unreadable(&pile, AtLeast::CertificateOrRequest, session)?;
    material::allow_signatures(&pile, session)?;
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
    findings.extend(in_certificates(&pile, &context));
    // The gravest first; within a severity the order of the input.
    let rank = |finding: &FindingView| {
        [Severity::Error, Severity::Warning].map(|grave| finding.severity != grave.as_str())
    };
    findings.sort_by_key(rank);

    let objects = pile.certificates().count() + pile.requests().count();
    let error = findings
        .iter()
        .any(|finding| finding.severity == Severity::Error.as_str());
    let text = text(&findings, objects);
    Ok(Report {
        answer: Answer::from(!error),
        ..Report::new(text, &Facts { findings })?
    })
}

/// Findings in each chain; a certificate that is in several is told about once.
fn in_certificates(pile: &Pile, context: &Context) -> Vec<FindingView> {
    let (certificates, sources) = material::certificates(pile);
    let mut told = HashSet::new();
    let mut views = Vec::new();
    for chain in material::chains(pile) {
        let members: Vec<Certificate> = chain
            .iter()
            .filter_map(|position| certificates.get(*position))
            .cloned()
            .collect();
        let found = if stand_for_themselves(&members, context) {
            lint_authorities(&members, context)
        } else {
            lint_chain(&members, context)
        };
        let mut new = Vec::new();
        for finding in found {
            let (Some(member), Some(position)) = (members.get(finding.position), chain.get(finding.position))
            else {
                continue;
            };
            let fact = (member.sha256(), finding.name(), finding.message.clone());
            if !told.contains(&fact) {
                let source = sources.get(*position).cloned().unwrap_or_default();
                views.push(FindingView::new(&finding, source));
                new.push(fact);
            }
        }
        told.extend(new);
    }
    views
}

/// Whether these are certificates of CAs, looked at as such: no service is named, and none of them is for hosts.
fn stand_for_themselves(members: &[Certificate], context: &Context) -> bool {
    let names_hosts = |certificate: &Certificate| {
        certificate
            .alternative_names()
            .is_some_and(|names| !names.dns.is_empty())
    };
    context.services.is_empty()
        && members
            .iter()
            .all(|member| member.is_authority() && !names_hosts(member))
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
