//! `websecurityconfig`

use certops::{
    bind::Place,
    edit::{self, Noun as _},
};
use certstore::entry::{Switch, UrlFiltering};

use super::{binding::use_profiles, profile_choice::ProfileChoice, switch, workbench::Workbench};
use crate::console::{Command, Dialogue, Flow, Stop};

/// Chooses the certificate that authenticates this machine to the URL filtering service.
pub(super) struct Websecurityconfig;

impl Command<Workbench> for Websecurityconfig {
    fn name(&self) -> &'static str {
        "websecurityconfig"
    }

    fn help(&self) -> &'static str {
        "Configure the client certificate for URL filtering"
    }

    fn run(&self, _: &[&str], dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<Flow, Stop> {
        let name = UrlFiltering::KIND.as_str();
        let current: UrlFiltering = bench.wait(edit::show(bench.store(), name))?;
        let used = match current.profile {
            Some(_) => Switch::On,
            None => Switch::Off,
        };
        let question =
            "Do you want to set client certificate for authentication to the URL filtering service?";
        let chosen: Vec<String> = match switch::ask(dialogue, question, used)? {
            Switch::On => ProfileChoice::of(bench)?
                .one(dialogue, current.profile.as_deref())?
                .into_iter()
                .collect(),
            Switch::Off => Vec::new(),
        };
        let place = Place::UrlFiltering;
        use_profiles(dialogue, bench, &place, current.profile.as_slice(), &chosen)?;
        Ok(Flow::Prompt)
    }
}
