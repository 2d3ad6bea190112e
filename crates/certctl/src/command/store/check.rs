//! `certctl store check`

use certcore::diagnostic::Diagnostic as _;
use certstore::store::CheckReport;
use serde::Serialize;

use crate::{
    cli::maintenance::Check,
    failure::Failure,
    report::{Answer, Report},
    session::Session,
    stored,
    terminal::{Text, counted},
};

#[derive(Serialize)]
struct Facts {
    store: String,
    sound: bool,
    #[serde(flatten)]
    report: CheckReport,
}

/// Checks the store.
pub(crate) fn run(arguments: &Check, session: &mut Session) -> Result<Report, Failure> {
    let opened = match &arguments.master_key_file {
        Some(file) => stored::open_by_file(&arguments.store, file)?,
        None => stored::open(&arguments.store, session)?,
    };
    let report = opened.wait(opened.store.check())?;
    let facts = Facts {
        store: opened.store.place().to_owned(),
        sound: report.findings.is_empty(),
        report,
    };
    let mut answer = Report::new(text(&facts), &facts)?;
    answer.answer = Answer::from(facts.sound);
    Ok(answer)
}

fn text(facts: &Facts) -> Text {
    let report = &facts.report;
    let mut text = Text::new();
    if let Some(audit) = &report.audit {
        text.line(looked_at(facts));
        text.line(format!(
            "The audit log is sound up to record {}, {}",
            audit.sequence, audit.hash
        ));
    } else {
        text.line(format!(
            "{} is damaged, so not everything could be checked",
            facts.store
        ));
    }
    if facts.sound {
        text.line("Nothing is wrong");
    }
    for finding in &report.findings {
        text.line(format!(
            "{}: {} [{}]",
            finding.row,
            finding.what,
            finding.fault.name()
        ));
    }
    text
}

fn looked_at(facts: &Facts) -> String {
    let report = &facts.report;
    let count =
        |count: u64, one, several| counted(usize::try_from(count).unwrap_or(usize::MAX), one, several);
    format!(
        "Checked {} with {} in force, {} and {}",
        facts.store,
        count(report.entries, "entry", "entries"),
        count(report.revisions, "revision", "revisions"),
        count(report.keys, "private key", "private keys"),
    )
}
