//! `certctl inspect`

use certcore::import::{Pile, Unreadable};
use serde::Serialize;

use crate::{
    cli::inspect::Inspect,
    clock,
    failure::Failure,
    material,
    notice::Notice,
    output::ObjectView,
    report::{MOST_IN_BOTH, Report},
    session::{Format, Session},
    terminal::{Style, Text, counted},
};

/// With more objects than this a table is shown instead of every fact, unless the person wants them all.
const MOST_IN_FULL: usize = 3;

#[derive(Serialize)]
struct Facts {
    objects: Vec<ObjectView>,
    unreadable: Vec<UnreadableView>,
}

#[derive(Serialize)]
struct UnreadableView {
    source: String,
    error: Notice,
}

/// Shows everything in the files.
pub(crate) fn run(arguments: &Inspect, session: &mut Session) -> Result<Report, Failure> {
    let given = arguments.password.given();
    let pile = material::read(&arguments.files, given.source.as_ref(), session)?;
    material::allow_signatures(&pile, session)?;
    let facts = Facts {
        objects: pile.objects.iter().map(ObjectView::new).collect(),
        unreadable: pile.unreadable.iter().map(unreadable).collect(),
    };
    let answer = material::completeness(&pile);
    let report = if facts.objects.len() <= MOST_IN_BOTH {
        Report::new(text(arguments, &pile, &facts), &facts)?
    } else if session.format == Format::Json {
        // What was read is forgotten before, for the JSON is long.
        drop(pile);
        Report::new(Text::new(), &facts)?
    } else {
        Report::text_only(text(arguments, &pile, &facts))
    };
    Ok(Report { answer, ..report })
}

fn unreadable(part: &Unreadable) -> UnreadableView {
    UnreadableView {
        source: part.source.to_string(),
        error: Notice::new(&part.error),
    }
}

fn text(arguments: &Inspect, pile: &Pile, facts: &Facts) -> Text {
    let mut text = Text::new();
    let objects = facts.objects.iter().zip(&pile.objects);
    if facts.objects.len() > MOST_IN_FULL && !arguments.full {
        text.styled(Style::Heading, counted(facts.objects.len(), "object", "objects"));
        text.table(
            &["PLACE", "KIND", "ENDS", "NAME"],
            objects.map(|(view, found)| view.row(found)),
        );
        text.gap();
        text.line("every fact: add --full");
    } else {
        let now = clock::now();
        for (view, found) in objects {
            text.gap();
            text.append(view.text(found, now));
        }
    }
    for part in &facts.unreadable {
        let (label, style) = if material::is_closed(part.error.name) {
            ("closed", Style::Warning)
        } else {
            ("unreadable", Style::Bad)
        };
        text.gap();
        text.append(part.error.clone().in_source(&part.source).text(label, style));
    }
    text
}
