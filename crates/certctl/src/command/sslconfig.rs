//! `certctl sslconfig`

use certnet::tls::{CipherString, CipherSuite, ProtocolRange};
use certops::sslconfig::{self, ServiceTls, SetTls};
use serde::Serialize;
use serde_json::Value;

use super::staged;
use crate::{
    cli::sslconfig::{Set, Show, TakePreset, Verb, Verify},
    failure::Failure,
    output::Staged,
    report::{Report, ReportError},
    session::Session,
    stored,
    terminal::{Style, Text},
};

/// Runs one verb.
pub(super) fn run(verb: &Verb, session: &mut Session) -> Result<Report, Failure> {
    match verb {
        Verb::Show(arguments) => show(arguments, session),
        Verb::Set(arguments) => set(arguments, session),
        Verb::Preset(arguments) => preset(arguments, session),
        Verb::Verify(arguments) => verify(arguments),
    }
}

fn set(arguments: &Set, session: &mut Session) -> Result<Report, Failure> {
    let protocols = arguments.methods.as_deref().map(str::parse::<ProtocolRange>);
    let ciphers = arguments.ciphers.as_deref().map(CipherString::new);
    let request = SetTls {
        protocols: protocols.transpose()?,
        ciphers: ciphers.transpose()?,
        renegotiation: arguments.renegotiation,
        peer_fqdn: arguments.peer_fqdn,
        peer_x509: arguments.peer_x509,
    };
    let opened = stored::open(&arguments.store, session)?;
    let operation = sslconfig::set(&opened.store, &opened.actor, arguments.service, request);
    let set = opened.wait(operation)?;
    staged::warn(&set.unusable, session);
    staged::warn(&set.findings, session);
    staged::tell(&opened, vec![set.change])
}

fn preset(arguments: &TakePreset, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let operation = sslconfig::preset(&opened.store, &opened.actor, arguments.name);
    let (changes, weak) = opened.wait(operation)?;
    staged::warn(&weak, session);
    staged::tell(&opened, changes)
}

#[derive(Debug, Serialize)]
struct ServicesView {
    services: Vec<Value>,
}

fn show(arguments: &Show, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let mut services = opened.wait(sslconfig::show(&opened.store))?;
    if let Some(only) = arguments.service {
        services.retain(|service| service.settings.service() == only);
    }
    let mut text = Text::new();
    for service in &services {
        staged::warn(&service.unusable, session);
        staged::warn(&service.findings, session);
        text.gap();
        text.styled(Style::Heading, service.settings.service().to_string());
        text.facts(facts(service));
        Staged::from(service.staged).note(&mut text);
    }
    let services = services.iter().map(document).collect::<Result<_, _>>()?;
    Report::new(text, &ServicesView { services })
}

fn facts(service: &ServiceTls) -> Vec<(&'static str, Vec<String>)> {
    let settings = &service.settings;
    let mut facts = vec![
        ("methods", vec![settings.protocols().to_string()]),
        ("ciphers", vec![settings.ciphers().to_string()]),
    ];
    if let Some(renegotiation) = settings.renegotiation() {
        facts.push(("renegotiation", vec![renegotiation.to_string()]));
    }
    if let Some(checks) = settings.peer_checks() {
        facts.push(("peer FQDN", vec![checks.fqdn.to_string()]));
        facts.push(("peer X.509", vec![checks.x509.to_string()]));
    }
    facts.push((
        "suites",
        service.suites.iter().map(|suite| suite.name.clone()).collect(),
    ));
    if service.unusable.is_some() {
        facts.push((
            "note",
            vec!["this OpenSSL selects no suite from the cipher string".to_owned()],
        ));
    }
    facts
}

/// The settings as they are stored, with the suites that come of them, whether this OpenSSL has one for them, and whether
/// they wait for a commit.
fn document(service: &ServiceTls) -> Result<Value, ReportError> {
    let mut document = serde_json::to_value(&service.settings).map_err(|_| ReportError)?;
    let suites = serde_json::to_value(&service.suites).map_err(|_| ReportError)?;
    if let Some(fields) = document.as_object_mut() {
        fields.insert("suites".to_owned(), suites);
        fields.insert("usable".to_owned(), service.unusable.is_none().into());
        fields.insert("staged".to_owned(), service.staged.into());
    }
    Ok(document)
}

#[derive(Debug, Serialize)]
struct VerifiedView {
    ciphers: String,
    suites: Vec<SelectedView>,
    tls13_suites: Vec<CipherSuite>,
    unknown_words: Vec<String>,
}

/// A suite that the string selects.
#[derive(Debug, Serialize)]
struct SelectedView {
    #[serde(flatten)]
    suite: CipherSuite,
    offered: bool,
}

fn verify(arguments: &Verify) -> Result<Report, Failure> {
    let verified = sslconfig::verify(&arguments.string)?;
    let mut text = Text::new();
    text.table(
        &["name", "protocol", "Kx", "Au", "Enc", "Mac", "bits", ""],
        verified.tls13.iter().chain(&verified.suites).map(|suite| {
            let mut cells = cells(suite);
            if verified.not_offered.contains(suite) {
                cells.push("not offered".to_owned());
            }
            cells
        }),
    );
    text.line("The suites of TLS 1.3 are fixed; the string does not touch them.");
    if !verified.not_offered.is_empty() {
        text.line(
            "Not offered: the string selects it, but OpenSSL's security level forbids it unless TLS 1.0 or 1.1 is on.",
        );
    }
    if !verified.unknown_words.is_empty() {
        let words = verified.unknown_words.join(", ");
        text.styled(Style::Warning, format!("OpenSSL does not know: {words}"));
    }
    let view = VerifiedView {
        ciphers: verified.ciphers.to_string(),
        suites: verified
            .suites
            .into_iter()
            .map(|suite| SelectedView {
                offered: !verified.not_offered.contains(&suite),
                suite,
            })
            .collect(),
        tls13_suites: verified.tls13,
        unknown_words: verified.unknown_words,
    };
    Report::new(text, &view)
}

fn cells(suite: &CipherSuite) -> Vec<String> {
    vec![
        suite.name.clone(),
        suite.protocol.clone(),
        suite.key_exchange.clone(),
        suite.authentication.clone(),
        suite.encryption.clone(),
        suite.mac.clone(),
        suite.strength_bits.to_string(),
    ]
}
