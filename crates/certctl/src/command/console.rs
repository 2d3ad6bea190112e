//! `certctl console`

use certstore::audit::Origin;
use serde_json::Value;

use crate::{
    appliance::{Workbench, commands},
    cli::console::Console,
    console::{Left, Shell, standard},
    failure::Failure,
    report::{Answer, Report},
    session::{Format, Session},
    stored::{self, Opened},
    terminal::Text,
    text_only::refuse_json,
};

/// Reads commands until one leaves the console or the input ends.
pub(crate) fn run(arguments: &Console, session: &mut Session) -> Result<Report, Failure> {
    refuse_json(session, "certctl console")?;
    let mut opened: Opened = stored::open(&arguments.store, session)?;
    opened.actor.origin = Origin::Console;
    let mut bench = Workbench::new(opened, Session::new(Format::Text))?;
    let mut face = standard().map_err(|left| match left {
        Left::Broken(reason) => Failure::new(&reason),
        Left::Refused(failure) => failure,
        Left::Interrupted | Left::Back | Left::Ended => Failure::new(&crate::console::InputError::Ended),
    })?;
    let exit = Shell::new(&commands(), &mut *face, &mut bench).run()?;
    Ok(Report {
        answer: Answer::Told(exit),
        ..Report::new(Text::new(), &Value::Null)?
    })
}
