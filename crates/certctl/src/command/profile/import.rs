//! `certctl profile import`

use certcore::{
    import::{Pile, Unreadable},
    key::PrivateKey,
    x509::Certificate,
};
use certops::profile::import::{Existing, Import as Request, ImportError, Imported, held_above, import};
use certstore::{entry::EntryId, store::KeptKey};
use serde::Serialize;

use super::staged::commit_next;
use crate::{
    cli::profile::Import,
    confirm::confirm,
    failure::Failure,
    file::Source,
    material::{self, AtLeast},
    notice::Notice,
    output::{ChainView, Pieces, UsersView},
    report::{Answer, Report},
    session::Session,
    shell_word::word,
    stored::{self, Opened},
    terminal::{Style, Text},
};

#[derive(Serialize)]
struct Facts {
    name: String,
    replaced: bool,
    staged: bool,
    key: KeptKey,
    used_by: UsersView,
    chain: ChainView,
}

/// Stages a key with its certificates.
pub(super) fn run(arguments: &Import, session: &mut Session) -> Result<Report, Failure> {
    let password = arguments.password.given();
    let pile = material::read(&arguments.files, password.source.as_ref(), session)
        .map_err(|failure| name_in_front(failure, &arguments.files))?;
    let keys = keys(&pile)?;
    material::warn_unreadable(&pile, AtLeast::Certificate, session)?;
    let (certificates, sources) = material::certificates(&pile);
    let system = material::system(session).certificates;
    let opened = stored::open(&arguments.store, session)?;
    let request = Request {
        name: arguments.name.as_deref(),
        keys: &keys,
        certificates: &certificates,
        system: &system,
        cross: arguments.cross.given(),
        existing: Existing::Keep,
    };
    let held = opened
        .wait(held_above(&opened.store, &request, opened.actor.at))
        .map_err(|error| failure(&error, &certificates, &sources, &pile.unreadable))?;
    let (certificates, sources) = material::with_held(&certificates, &sources, &held);
    let request = Request {
        certificates: &certificates,
        ..request
    };
    let imported = match opened.wait(import(&opened.store, &opened.actor, &request)) {
        Err(ImportError::Exists(exists)) => {
            confirm(
                &format!("replace what the profile {} holds", exists.name),
                arguments.yes,
            )?;
            replaced(&opened, &request)
        }
        other => other,
    };
    let imported = imported.map_err(|error| failure(&error, &certificates, &sources, &pile.unreadable))?;
    session.warnings.extend(imported.findings.iter().map(Notice::new));
    let answer = match imported.repair.refusal() {
        Some(_) => Answer::No,
        None => material::completeness(&pile),
    };
    let facts = Facts {
        replaced: imported.replaced.is_some(),
        staged: imported.staged,
        key: imported.key,
        used_by: UsersView::new(&imported.users),
        chain: ChainView::new(&imported.repair, Pieces(&sources)).for_store(),
        name: imported.name,
    };
    Ok(Report {
        answer,
        ..Report::new(text(&facts), &facts)?
    })
}

/// The other verbs of profiles have the name in front. Where it stands there as a file that is missing, says where it goes.
fn name_in_front(failure: Failure, files: &[Source]) -> Failure {
    match files {
        [Source::File(first), _, ..] if !first.exists() => match first.to_str() {
            Some(name) if EntryId::profile(name).is_ok() => failure.with_hints(vec![format!(
                "if that is the profile's name, it goes into --name: `certctl profile import FILE --name {}`",
                word(name)
            )]),
            _ => failure,
        },
        _ => failure,
    }
}

fn failure(
    error: &ImportError,
    certificates: &[Certificate],
    sources: &[String],
    unreadable: &[Unreadable],
) -> Failure {
    match error {
        ImportError::Repair(certcore::chain::RepairError::Leaf(leaf)) => {
            material::located(leaf, certificates, sources, unreadable)
        }
        _ => Failure::new(error),
    }
}

fn replaced<'a>(opened: &Opened, request: &Request<'a>) -> Result<Imported<'a>, ImportError> {
    let request = Request {
        existing: Existing::Overwrite,
        ..*request
    };
    opened.wait(import(&opened.store, &opened.actor, &request))
}

/// The keys of the pile; without one, why what could have been one stayed closed.
fn keys(pile: &Pile) -> Result<Vec<PrivateKey>, Failure> {
    let keys: Vec<PrivateKey> = pile.private_keys().map(|(_, key)| key.clone()).collect();
    match pile.unreadable.first() {
        Some(first) if keys.is_empty() => Err(Failure::new(&first.error).in_source(&first.source)),
        _ => Ok(keys),
    }
}

fn text(facts: &Facts) -> Text {
    let mut text = Text::new();
    let done = match (facts.staged, facts.replaced) {
        (false, _) => "it has this certificate already, so nothing is pending",
        (true, true) => "the import is staged in its place",
        (true, false) => "the import is staged",
    };
    text.styled(Style::Heading, format!("profile {}: {done}", facts.name));
    if !facts.used_by.is_empty() {
        text.facts([("used by", facts.used_by.services())]);
    }
    text.append(facts.chain.text());
    if facts.staged {
        commit_next(&mut text);
    }
    text
}
