//! What each verb does, one file per verb, named as its grammar in [`crate::cli`].

mod alerts;
mod audit;
mod backup;
mod bind;
mod bindings;
mod ca;
mod cert;
mod chain;
mod changes;
mod clear;
mod commit;
mod completion;
mod config;
mod console;
mod csr;
mod demo;
mod destination;
mod entries;
mod history;
mod in_use;
mod init;
mod inspect;
mod interface;
mod key;
mod ldap;
mod lint;
mod listener;
mod machine;
mod man;
mod names;
mod notify;
mod p12;
mod policy;
mod profile;
mod rollback;
mod sender_group;
mod show;
mod sslconfig;
mod staged;
mod status;
mod store;
mod verify;

pub(crate) use config::load::ConfigNotText;
pub(crate) use demo::DemoError;
pub(crate) use init::NoHostName;
pub(crate) use p12::{create::Doubt, left_out::Beside};
pub(crate) use verify::HostMissing;

use crate::{
    cli::{self, Noun},
    failure::Failure,
    report::Report,
    session::Session,
};

/// Runs one command.
///
/// # Errors
///
/// [`Failure`] with the reason and the exit code.
pub(crate) fn run(noun: &Noun, session: &mut Session) -> Result<Report, Failure> {
    match noun {
        Noun::Init(arguments) => init::run(arguments, session),
        Noun::Status(arguments) => status::run(arguments, session),
        Noun::Profile(verb) => profile::run(verb, session),
        Noun::Bind(arguments) => bind::bind(arguments, session),
        Noun::Unbind(arguments) => bind::unbind(arguments, session),
        Noun::Bindings(arguments) => bindings::run(arguments, session),
        Noun::Interface(verb) => interface::run(verb, session),
        Noun::Listener(verb) => listener::run(verb, session),
        Noun::SenderGroup(verb) => sender_group::run(verb, session),
        Noun::Policy(verb) => policy::run(verb, session),
        Noun::Destination(verb) => destination::run(verb, session),
        Noun::Ldap(verb) => ldap::run(verb, session),
        Noun::Ca(verb) => ca::run(verb, session),
        Noun::Sslconfig(verb) => sslconfig::run(verb, session),
        Noun::Machine(verb) => machine::run(verb, session),
        Noun::Alerts(verb) => alerts::run(verb, session),
        Noun::Changes(arguments) => changes::run(arguments, session),
        Noun::Commit(arguments) => commit::run(arguments, session),
        Noun::Clear(arguments) => clear::run(arguments, session),
        Noun::History(arguments) => history::run(arguments, session),
        Noun::Audit(arguments) => audit::run(arguments, session),
        Noun::Show(arguments) => show::run(arguments, session),
        Noun::Rollback(arguments) => rollback::run(arguments, session),
        Noun::Config(cli::config::Verb::Save(arguments)) => config::save::run(arguments, session),
        Noun::Config(cli::config::Verb::Load(arguments)) => config::load::run(arguments, session),
        Noun::Backup(arguments) => backup::run(arguments, session),
        Noun::Store(cli::maintenance::Verb::Check(arguments)) => store::check::run(arguments, session),
        Noun::Store(cli::maintenance::Verb::Rekey(arguments)) => store::rekey::run(arguments, session),
        Noun::Notify(arguments) => notify::run(arguments, session),
        Noun::Console(arguments) => console::run(arguments, session),
        Noun::Key(cli::key::Verb::Generate(arguments)) => key::generate::run(arguments, session),
        Noun::Csr(cli::csr::Verb::Create(arguments)) => csr::create::run(arguments, session),
        Noun::Cert(cli::cert::Verb::SelfSign(arguments)) => cert::self_sign::run(arguments, session),
        Noun::Inspect(arguments) => inspect::run(arguments, session),
        Noun::Chain(cli::chain::Verb::Repair(arguments)) => chain::repair::run(arguments, session),
        Noun::Verify(arguments) => verify::run(arguments, session),
        Noun::Lint(arguments) => lint::run(arguments, session),
        Noun::Names(cli::names::Verb::Check(arguments)) => names::check::run(arguments, session),
        Noun::P12(cli::p12::Verb::Create(arguments)) => p12::create::run(arguments, session),
        Noun::P12(cli::p12::Verb::Inspect(arguments)) => p12::inspect::run(arguments, session),
        Noun::P12(cli::p12::Verb::Extract(arguments)) => p12::extract::run(arguments, session),
        Noun::Demo(arguments) => demo::run(arguments, session, run),
        Noun::Completion(arguments) => completion::run(arguments, session),
        Noun::Man(arguments) => man::run(arguments),
    }
}
