//! `certctl verify`

use certcore::{
    error_names,
    identity::CommonName,
    verify::{Question, Role, VerifyError, verify},
    x509::Certificate,
};
use serde::Serialize;
use thiserror::Error;

use crate::{
    cli::verify::Verify,
    clock::rfc3339,
    failure::Failure,
    material::{self, AtLeast, Choice},
    output::VerdictView,
    report::{Answer, Report},
    session::Session,
};

#[derive(Serialize)]
struct Facts {
    #[serde(flatten)]
    verdict: VerdictView,
    leaf: String,
    time: String,
    anchors: Vec<String>,
}

/// Answers whether the chain is good.
pub(crate) fn run(arguments: &Verify, session: &mut Session) -> Result<Report, Failure> {
    if arguments.host.is_none() && arguments.purpose == Role::Server {
        return Err(HostMissing.into());
    }
    let password = arguments.password.given();
    let pile = material::read(&arguments.files, password.source.as_ref(), session)?;
    material::warn_unreadable(&pile, AtLeast::Certificate, session)?;
    let (mut certificates, mut sources) = material::certificates(&pile);
    let choice = arguments.host.as_ref().map_or(Choice::OnlyOne, Choice::Names);
    let position = material::leaf(&certificates, choice)
        .map_err(|error| material::located(&error, &certificates, &sources, &pile.unreadable))?;
    let leaf: Certificate = certificates.remove(position);
    let source = sources.remove(position);

    let anchors = if arguments.ca.is_empty() {
        material::system(session)
    } else {
        material::anchors(&arguments.ca, session)?
    };
    let time = arguments.at.time();
    let mut question = Question::new(arguments.purpose, time);
    if let Some(host) = &arguments.host {
        question = question.for_peer(host.clone());
    }
    if arguments.legacy_common_name {
        question = question.common_name(CommonName::Legacy);
    }
    let verdict = verify(&leaf, &certificates, &anchors.certificates, &question)
        .map_err(|error| with_system_hint(&error, arguments))?;
    let view = VerdictView::new(&verdict);
    let what = format!(
        "{source} {}as a {} at {}",
        arguments
            .host
            .as_ref()
            .map_or_else(String::new, |host| format!("for {host} ")),
        arguments.purpose,
        rfc3339(time)
    );
    let text = view.text(&what);
    let facts = Facts {
        verdict: view,
        leaf: source,
        time: rfc3339(time),
        anchors: anchors.sources,
    };
    Ok(Report {
        answer: Answer::from(verdict.is_ok()),
        ..Report::new(text, &facts)?
    })
}

fn with_system_hint(error: &VerifyError, arguments: &Verify) -> Failure {
    let failure = Failure::new(error);
    if matches!(error, VerifyError::NoAnchors) && arguments.ca.is_empty() {
        let hint = "this machine has no file with the CAs that it trusts; give --ca FILE, or install the package ca-certificates";
        return failure.with_hints(vec![hint.to_owned()]);
    }
    failure
}

/// A server's chain was to be verified without a name.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error(
    "a server's certificate is verified for a host name; give --host NAME (a client's needs none: --purpose client)"
)]
pub(crate) struct HostMissing;

error_names!(HostMissing {
    _ => "verify-without-host", "A server's chain was to be verified without a host name.";
});
