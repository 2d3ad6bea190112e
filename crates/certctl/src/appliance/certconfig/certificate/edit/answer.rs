//! The CA's answer: what it does to the profile, and staging it after a question.

use certcore::chain::Cross;
use certops::profile::{
    show::show,
    upload::{Answer, held_above, plan, upload as stage},
};

use super::super::staged::{ask_cross, say_staged, show_chain};
use crate::{
    appliance::{
        certconfig::material::{self, Certificates},
        findings::warn,
        workbench::Workbench,
    },
    console::{Decision, Dialogue, Stop},
    material::system,
};

/// Takes the answer from a file, in any form.
pub(super) fn upload(dialogue: &mut Dialogue<'_>, bench: &mut Workbench, name: &str) -> Result<(), Stop> {
    let pile = material::from_file(dialogue, bench)?;
    let mut given = Certificates::of(&pile);
    while dialogue.confirm(
        "Do you want to add another file with intermediates?",
        Decision::No,
    )? == Decision::Yes
    {
        given.extend(Certificates::of(&material::from_file(dialogue, bench)?));
    }
    take(dialogue, bench, name, &given)
}

/// Takes the answer from pasted text.
pub(super) fn paste(dialogue: &mut Dialogue<'_>, bench: &mut Workbench, name: &str) -> Result<(), Stop> {
    let mut given = material::pasted(dialogue, "public certificate")?;
    given.extend(material::pasted_intermediates(dialogue)?);
    take(dialogue, bench, name, &given)
}

fn take(
    dialogue: &mut Dialogue<'_>,
    bench: &mut Workbench,
    name: &str,
    given: &Certificates,
) -> Result<(), Stop> {
    let system = system(&mut bench.session).certificates;
    let answer = Answer {
        name,
        certificates: &given.certificates,
        system: &system,
        cross: Cross::Keep,
    };
    let held = bench.wait(held_above(bench.store(), &answer, bench.actor().at))?;
    let given = given.with_held(&held);
    let mut answer = Answer {
        certificates: &given.certificates,
        ..answer
    };
    let mut planned = bench.wait(plan(bench.store(), &answer, bench.actor().at))?;
    show_chain(dialogue, &planned.repair, &given.sources)?;
    if ask_cross(dialogue, &planned.repair)? == Cross::Drop {
        answer.cross = Cross::Drop;
        planned = bench.wait(plan(bench.store(), &answer, bench.actor().at))?;
        show_chain(dialogue, &planned.repair, &given.sources)?;
    }
    warn(dialogue, &planned.findings)?;
    dialogue.say("")?;
    if dialogue.confirm("Do you want to stage this chain?", Decision::Yes)? == Decision::No {
        return Ok(());
    }
    let staged = bench.wait(stage(bench.store(), &bench.actor(), &answer))?;
    let shown = bench.wait(show(bench.store(), &staged.name, bench.actor().at))?;
    say_staged(dialogue, &staged.name, &shown.users)?;
    Ok(())
}
