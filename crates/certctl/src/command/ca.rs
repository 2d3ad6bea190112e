//! `certctl ca`

use certcore::x509::Certificate;
use certops::{
    ca_list::{self, AddedAuthorities, CaListRow, SetCaList},
    expiry::ExpiryRule,
    status::CertificateState,
};
use certstore::{entry::Switch, repository::CertificateFacts};
use serde::Serialize;

use super::{entries, staged};
use crate::{
    cli::{
        ca::{Export, List, Verb},
        password::PilePassword,
    },
    clock::{now, rfc3339},
    confirm::confirm,
    deliver::public::{self, Published},
    failure::Failure,
    file::Source,
    material::{self, AtLeast},
    output::Staged,
    report::{Answer, Report},
    session::Session,
    stored::{self, Opened},
    terminal::{Style, Text, counted},
};

/// How many digits of a fingerprint people are shown; `ca remove` takes them.
const SHOWN: usize = 16;

/// Runs one verb.
pub(super) fn run(verb: &Verb, session: &mut Session) -> Result<Report, Failure> {
    match verb {
        Verb::Add(arguments) => {
            let (certificates, answer) = certificates(&arguments.files, &arguments.password, session)?;
            let opened = stored::open(&arguments.store, session)?;
            let operation = ca_list::add(&opened.store, &opened.actor, certificates);
            added(&opened, opened.wait(operation)?, answer, session)
        }
        Verb::Set(arguments) => {
            let (certificates, answer) = certificates(&arguments.files, &arguments.password, session)?;
            let opened = stored::open(&arguments.store, session)?;
            let lists = opened.wait(ca_list::list(&opened.store))?;
            let count: usize = lists.iter().map(|list| list.authorities.len()).sum();
            if count > 0 {
                let before = counted(count, "authority", "authorities");
                confirm(&format!("replace the custom list of {before}"), arguments.yes)?;
            }
            let operation = ca_list::import(&opened.store, &opened.actor, certificates);
            added(&opened, opened.wait(operation)?, answer, session)
        }
        Verb::List(arguments) => list(arguments, session),
        Verb::Export(arguments) => export(arguments, session),
        Verb::Remove(arguments) => {
            let opened = stored::open(&arguments.store, session)?;
            let operation = ca_list::remove(&opened.store, &opened.actor, &arguments.fingerprints);
            let (change, _) = opened.wait(operation)?;
            staged::tell(&opened, vec![change])
        }
        Verb::Enable(arguments) => {
            let enabled = Switch::On;
            entries::set(arguments.list, SetCaList { enabled }, &arguments.store, session)
        }
        Verb::Disable(arguments) => {
            let enabled = Switch::Off;
            entries::set(arguments.list, SetCaList { enabled }, &arguments.store, session)
        }
    }
}

fn certificates(
    files: &[Source],
    password: &PilePassword,
    session: &mut Session,
) -> Result<(Vec<Certificate>, Answer), Failure> {
    let password = password.given();
    let pile = material::read(files, password.source.as_ref(), session)?;
    material::warn_unreadable(&pile, AtLeast::Certificate, session)?;
    Ok((material::certificates(&pile).0, material::completeness(&pile)))
}

fn added(
    opened: &Opened,
    added: AddedAuthorities,
    answer: Answer,
    session: &mut Session,
) -> Result<Report, Failure> {
    staged::warn(&added.duplicates, session);
    Ok(Report {
        answer,
        ..staged::tell(opened, vec![added.change])?
    })
}

#[derive(Debug, Serialize)]
struct ExportView {
    name: &'static str,
    certificates: usize,
    #[serde(flatten)]
    published: Published,
}

fn export(arguments: &Export, session: &mut Session) -> Result<Report, Failure> {
    public::check(&arguments.output)?;
    let opened = stored::open(&arguments.store, session)?;
    let lists = opened.wait(ca_list::list(&opened.store))?;
    let authorities: Vec<Certificate> = if arguments.list == ca_list::SYSTEM {
        material::system(session).certificates
    } else {
        lists
            .into_iter()
            .filter(|list| list.name == arguments.list)
            .flat_map(|list| list.authorities)
            .collect()
    };
    let pem: String = authorities.iter().map(Certificate::write_pem).collect();
    let published = public::write(&arguments.output, "authorities", &pem, session.format)?;
    let view = ExportView {
        name: arguments.list,
        certificates: authorities.len(),
        published,
    };
    Ok(Report {
        material: view.published.material(&pem),
        ..Report::new(view.published.text(), &view)?
    })
}

#[derive(Debug, Serialize)]
struct ListsView {
    lists: Vec<ListView>,
}

#[derive(Debug, Serialize)]
struct ListView {
    name: &'static str,
    enabled: Switch,
    staged: Staged,
    authorities: Vec<AuthorityView>,
}

#[derive(Debug, Serialize)]
struct AuthorityView {
    fingerprint: String,
    subject: String,
    root: bool,
    state: &'static str,
    not_after: String,
}

fn list(arguments: &List, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let lists: Vec<CaListRow> = opened
        .wait(ca_list::list(&opened.store))?
        .into_iter()
        .filter(|list| arguments.list.is_none_or(|name| name == list.name))
        .collect();
    let mut text = Text::new();
    for list in &lists {
        text.gap();
        let state = if list.enabled.is_on() {
            "trusted"
        } else {
            "not trusted"
        };
        text.styled(Style::Heading, format!("{} list, {state}", list.name));
        if list.name == ca_list::SYSTEM {
            text.line("  What the operating system trusts.");
        } else if list.authorities.is_empty() {
            text.line("  It is empty.");
        } else {
            text.table(
                &["fingerprint", "until", "", "name"],
                list.authorities
                    .iter()
                    .map(|authority| cells(authority, list.expiry)),
            );
        }
        Staged::from(list.staged).note(&mut text);
    }
    let lists = lists.iter().map(ListView::new).collect();
    Report::new(text, &ListsView { lists })
}

fn cells(authority: &Certificate, expiry: ExpiryRule) -> Vec<String> {
    let not_after = authority.validity().not_after();
    let state = match state(authority, expiry) {
        CertificateState::Valid if authority.is_self_signed() => "root",
        CertificateState::Valid => "intermediate",
        other => other.as_str(),
    };
    let name = authority.subject().common_name().map(str::to_owned);
    vec![
        authority.sha256().to_string().chars().take(SHOWN).collect(),
        not_after.format("%Y-%m-%d").to_string(),
        state.to_owned(),
        name.unwrap_or_else(|| authority.display_name()),
    ]
}

fn state(authority: &Certificate, expiry: ExpiryRule) -> CertificateState {
    CertificateState::of(&CertificateFacts::of(authority), now(), expiry)
}

impl ListView {
    fn new(list: &CaListRow) -> Self {
        Self {
            name: list.name,
            enabled: list.enabled,
            staged: list.staged.into(),
            authorities: list
                .authorities
                .iter()
                .map(|authority| AuthorityView::new(authority, list.expiry))
                .collect(),
        }
    }
}

impl AuthorityView {
    fn new(authority: &Certificate, expiry: ExpiryRule) -> Self {
        Self {
            fingerprint: authority.sha256().to_string(),
            subject: authority.display_name(),
            root: authority.is_self_signed(),
            state: state(authority, expiry).as_str(),
            not_after: rfc3339(authority.validity().not_after()),
        }
    }
}
