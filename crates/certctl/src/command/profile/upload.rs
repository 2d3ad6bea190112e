//! `certctl profile upload`

use certcore::{import::Unreadable, x509::Certificate};
use certops::profile::{
    EarlierHolder,
    upload::{Answer, FitError, UploadError, held_above, plan, upload},
};
use serde::Serialize;

use super::staged::commit_next;
use crate::{
    cli::profile::Upload,
    failure::Failure,
    material::{self, AtLeast},
    notice::Notice,
    output::{ChainView, Pieces},
    report::{Answer as Verdict, Report},
    session::Session,
    shell_word::word,
    stored,
    terminal::{Style, Text},
};

#[derive(Serialize)]
struct Facts {
    name: String,
    fits: &'static str,
    staged: bool,
    chain: ChainView,
}

/// Shows what is served of the answer, and stages it.
pub(super) fn run(arguments: &Upload, session: &mut Session) -> Result<Report, Failure> {
    let password = arguments.password.given();
    let pile = material::read(&arguments.files, password.source.as_ref(), session)?;
    material::warn_unreadable(&pile, AtLeast::Certificate, session)?;
    let (certificates, sources) = material::certificates(&pile);
    let system = material::system(session).certificates;
    let opened = stored::open(&arguments.store, session)?;
    let answer = Answer {
        name: &arguments.name,
        certificates: &certificates,
        system: &system,
        cross: arguments.cross.given(),
    };
    let held = opened
        .wait(held_above(&opened.store, &answer, opened.actor.at))
        .map_err(|error| failure(&error, &certificates, &sources, &pile.unreadable))?;
    let (certificates, sources) = material::with_held(&certificates, &sources, &held);
    let answer = Answer {
        certificates: &certificates,
        ..answer
    };
    let done = if arguments.dry_run {
        opened.wait(plan(&opened.store, &answer, opened.actor.at))
    } else {
        opened.wait(upload(&opened.store, &opened.actor, &answer))
    };
    let plan = done.map_err(|error| failure(&error, &certificates, &sources, &pile.unreadable))?;
    session.warnings.extend(plan.findings.iter().map(Notice::new));

    let changes = plan.profile != plan.before;
    let answer = match plan.repair.refusal() {
        Some(_) => Verdict::No,
        None => material::completeness(&pile),
    };
    let chain = ChainView::new(&plan.repair, Pieces(&sources)).for_store();
    let mut text = Text::new();
    let done = match (changes, arguments.dry_run) {
        (false, _) => "nothing changes, it has this certificate and chain already",
        (true, true) => "this would be staged",
        (true, false) => "the CA's answer is staged",
    };
    let staged = changes && !arguments.dry_run;
    text.styled(Style::Heading, format!("profile {}: {done}", plan.name));
    text.append(chain.text());
    if staged {
        commit_next(&mut text);
    }
    let facts = Facts {
        name: plan.name,
        fits: plan.fit.as_str(),
        staged,
        chain,
    };
    Ok(Report {
        answer,
        ..Report::new(text, &facts)?
    })
}

fn failure(
    error: &UploadError,
    certificates: &[Certificate],
    sources: &[String],
    unreadable: &[Unreadable],
) -> Failure {
    match error {
        UploadError::Repair(certcore::chain::RepairError::Leaf(leaf)) => {
            material::located(leaf, certificates, sources, unreadable)
        }
        UploadError::Fit(FitError::Another { other, .. }) => {
            Failure::new(error).with_hints(vec![format!("`certctl profile upload {} FILE`", word(other))])
        }
        UploadError::Fit(FitError::Earlier(EarlierHolder { name, revision, .. })) => Failure::new(error)
            .with_hints(vec![
                format!(
                    "see its versions, with the key of each request: `certctl profile versions {}`",
                    word(name)
                ),
                format!(
                    "`certctl profile restore {} {revision}`, then `certctl commit`",
                    word(name)
                ),
            ]),
        _ => Failure::new(error),
    }
}
