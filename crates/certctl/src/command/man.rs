//! `certctl man`

use std::path::Path;

use clap_mangen::Man as Page;
use serde::Serialize;

use crate::{
    cli::{self, man::Man},
    failure::Failure,
    file::{Batch, Existing, Secrecy, WriteError, Written, make_folder},
    report::Report,
    terminal::{Style, Text},
};

#[derive(Serialize)]
struct Facts {
    written: Vec<Written>,
}

/// Writes the manual pages.
pub(crate) fn run(arguments: &Man) -> Result<Report, Failure> {
    let folder = &arguments.out;
    make_folder(folder)?;
    let mut command = cli::command();
    command.build();
    let mut batch = Batch::new(Existing::Replace);
    add(&command, folder, &mut batch)?;
    let written = batch.commit()?;
    let mut text = Text::new();
    text.styled(
        Style::Heading,
        format!("{} manual pages written to {}", written.len(), folder.display()),
    );
    for page in &written {
        text.line(format!("  {}", page.path));
    }
    Report::new(text, &Facts { written })
}

/// Adds the page of a command and those of its verbs.
fn add(command: &clap::Command, folder: &Path, batch: &mut Batch) -> Result<(), Failure> {
    let page = Page::new(command.clone());
    let path = folder.join(page.get_filename());
    let mut contents = Vec::new();
    page.render(&mut contents).map_err(|error| WriteError::Failed {
        path: path.display().to_string(),
        reason: error.to_string(),
    })?;
    batch.add(&path, "manual page", Secrecy::Public, &contents)?;
    for verb in command.get_subcommands().filter(|verb| verb.get_name() != "help") {
        add(verb, folder, batch)?;
    }
    Ok(())
}
