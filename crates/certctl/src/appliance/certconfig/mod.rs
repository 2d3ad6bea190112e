//! `certconfig`: certificate profiles and certification authorities.

mod authority;
mod certificate;
mod material;

use super::workbench::Workbench;
use crate::console::{Command, Dialogue, Flow, Operation, Stop};

/// Keeps certificate profiles and the lists of authorities.
pub(super) struct Certconfig;

#[derive(Clone, Copy)]
enum Part {
    Certificate,
    Authority,
}

const PARTS: [Operation<Part>; 2] = [
    Operation::new(
        "CERTIFICATE",
        "Import, Create a request, Edit or Remove Certificate Profiles",
        Part::Certificate,
    ),
    Operation::new(
        "CERTAUTHORITY",
        "Manage System and Customized Authorities",
        Part::Authority,
    ),
];

impl Command<Workbench> for Certconfig {
    fn name(&self) -> &'static str {
        "certconfig"
    }

    fn help(&self) -> &'static str {
        "Configure certificates and authorities"
    }

    fn run(&self, _: &[&str], dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<Flow, Stop> {
        while let Some(part) = dialogue.operation(&PARTS)? {
            match part {
                Part::Certificate => certificate::run(dialogue, bench)?,
                Part::Authority => authority::run(dialogue, bench)?,
            }
        }
        Ok(Flow::Prompt)
    }
}
