//! The top of the grammar.

use std::ffi::OsString;

use clap::{Args as _, Command, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use super::{
    alerts, audit, bind, bindings, ca, candidate, cert, chain, completion, config, console, csr, demo,
    destination,
    example::Example,
    expiry, init, inspect, interface, key, ldap, lint, listener, machine, maintenance, man, names, p12,
    policy, profile, revision, sender_group, sslconfig,
    store::StoreArguments,
    synonym::{advised, with_synonyms},
    verify,
};

/// Certificates and TLS of a mail gateway, staged and committed in a store, and the tools for their files.
///
/// The first commands work on a store (--store, or the environment variable `CERTCTL_STORE`): profiles with their keys and
/// certificates, the services that use them, TLS settings. What they change is staged, and in force once `commit` has
/// checked it. From `key` on, commands work on files: keys, requests, chains, names and PKCS#12. --store and --author may
/// stand before the command too, `ls` is another word for list, and remove and delete are the same.
///
/// Data goes to standard output and talk to standard error. With --json there is one JSON document on standard
/// output, for an error too, and nothing else.
///
/// Exit codes: 0 done, or yes; 1 no; 2 the command line made no sense; 3 an input was refused; 4 the store refused;
/// 5 another machine refused; 70 a bug.
#[derive(Debug, Parser)]
#[command(
    name = "certctl",
    version,
    propagate_version = false,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub(crate) struct Certctl {
    /// Answer with one JSON document on standard output.
    #[arg(long, global = true, help_heading = "General")]
    pub(crate) json: bool,

    #[command(subcommand)]
    pub(crate) noun: Noun,
}

/// What a command is about.
#[derive(Debug, Subcommand)]
pub(crate) enum Noun {
    Init(init::Init),
    Status(expiry::Status),
    #[command(subcommand)]
    Profile(profile::Verb),
    #[command(subcommand)]
    Bind(bind::Bind),
    #[command(subcommand)]
    Unbind(bind::Unbind),
    Bindings(bindings::Bindings),
    #[command(subcommand)]
    Interface(interface::Verb),
    #[command(subcommand)]
    Listener(listener::Verb),
    #[command(subcommand)]
    SenderGroup(sender_group::Verb),
    #[command(subcommand)]
    Policy(policy::Verb),
    #[command(subcommand)]
    Destination(destination::Verb),
    #[command(subcommand)]
    Ldap(ldap::Verb),
    #[command(subcommand)]
    Ca(ca::Verb),
    #[command(subcommand)]
    Sslconfig(sslconfig::Verb),
    #[command(subcommand)]
    Machine(machine::Verb),
    #[command(subcommand)]
    Alerts(alerts::Verb),
    Changes(candidate::Changes),
    Commit(candidate::Commit),
    Clear(candidate::Clear),
    History(revision::History),
    Audit(audit::Audit),
    Show(revision::Show),
    Rollback(revision::Rollback),
    #[command(subcommand)]
    Config(config::Verb),
    Backup(maintenance::Backup),
    #[command(subcommand)]
    Store(maintenance::Verb),
    Notify(expiry::Notify),
    Console(console::Console),
    #[command(subcommand)]
    Key(key::Verb),
    #[command(subcommand)]
    Csr(csr::Verb),
    #[command(subcommand)]
    Cert(cert::Verb),
    Inspect(inspect::Inspect),
    #[command(subcommand)]
    Chain(chain::Verb),
    Verify(verify::Verify),
    Lint(lint::Lint),
    #[command(subcommand)]
    Names(names::Verb),
    #[command(subcommand)]
    P12(p12::Verb),
    Demo(demo::Demo),
    Completion(completion::Completion),
    Man(man::Man),
}

/// The whole grammar, for reference pages, man pages and tests.
pub fn command() -> Command {
    let store = StoreArguments::augment_args(Command::new("store"));
    let before_the_verb = store
        .get_arguments()
        .filter(|argument| matches!(argument.get_id().as_str(), "store" | "author"))
        .map(|argument| argument.clone().global(true).hide(true));
    with_synonyms(Certctl::command().args(before_the_verb))
}

/// A command line that was understood.
#[derive(Debug)]
pub(crate) struct Parsed {
    /// What it says.
    pub(crate) certctl: Certctl,
    /// The long names of the options that its command has, without the dashes.
    pub(crate) options: Vec<String>,
}

/// Reads a command line, the first word of which is the name of the program.
///
/// # Errors
///
/// What clap says, with a tip where a word of another program or of the appliance was used; help and version too.
pub(crate) fn parse(arguments: &[OsString]) -> Result<Parsed, clap::Error> {
    let mut grammar = command();
    let mut matches = grammar
        .try_get_matches_from_mut(arguments)
        .map_err(|error| advised(error, arguments))?;
    let (mut verb, mut level) = (&grammar, &matches);
    while let Some((name, below)) = level.subcommand() {
        let Some(found) = verb.find_subcommand(name) else {
            break;
        };
        (verb, level) = (found, below);
    }
    let options = verb.get_arguments().filter_map(|argument| argument.get_long());
    let options = options.map(str::to_owned).collect();
    let certctl = Certctl::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut grammar))?;
    Ok(Parsed { certctl, options })
}

/// The examples in the help, each verb by its full name.
pub fn examples() -> Vec<(&'static str, &'static [Example])> {
    vec![
        ("init", init::INIT),
        ("status", expiry::STATUS),
        ("profile create", profile::CREATE),
        ("profile edit", profile::EDIT),
        ("profile csr", profile::CSR),
        ("profile upload", profile::UPLOAD),
        ("profile import", profile::IMPORT),
        ("profile list", profile::LIST),
        ("profile show", profile::SHOW),
        ("profile export", profile::EXPORT),
        ("profile renew", profile::RENEW),
        ("profile rekey", profile::REKEY),
        ("profile delete", profile::DELETE),
        ("profile versions", profile::VERSIONS),
        ("profile restore", profile::RESTORE),
        ("bind inbound", bind::BIND_INBOUND),
        ("bind outbound", bind::BIND_OUTBOUND),
        ("bind https", bind::BIND_HTTPS),
        ("bind ldap", bind::BIND_LDAP),
        ("bind url-filtering", bind::BIND_URL_FILTERING),
        ("unbind inbound", bind::UNBIND_INBOUND),
        ("unbind outbound", bind::UNBIND_OUTBOUND),
        ("unbind https", bind::UNBIND_HTTPS),
        ("unbind ldap", bind::UNBIND_LDAP),
        ("unbind url-filtering", bind::UNBIND_URL_FILTERING),
        ("bindings", bindings::BINDINGS),
        ("interface add", interface::ADD),
        ("interface set", interface::SET),
        ("interface list", interface::LIST),
        ("interface remove", interface::REMOVE),
        ("listener add", listener::ADD),
        ("listener set", listener::SET),
        ("listener list", listener::LIST),
        ("listener remove", listener::REMOVE),
        ("sender-group add", sender_group::ADD),
        ("sender-group set", sender_group::SET),
        ("sender-group list", sender_group::LIST),
        ("sender-group remove", sender_group::REMOVE),
        ("policy add", policy::ADD),
        ("policy set", policy::SET),
        ("policy list", policy::LIST),
        ("policy remove", policy::REMOVE),
        ("destination add", destination::ADD),
        ("destination set", destination::SET),
        ("destination set-alert", destination::SET_ALERT),
        ("destination list", destination::LIST),
        ("destination remove", destination::REMOVE),
        ("ldap add", ldap::ADD),
        ("ldap set", ldap::SET),
        ("ldap list", ldap::LIST),
        ("ldap remove", ldap::REMOVE),
        ("ca add", ca::ADD),
        ("ca set", ca::SET),
        ("ca list", ca::LIST),
        ("ca export", ca::EXPORT),
        ("ca remove", ca::REMOVE),
        ("ca enable", ca::ENABLE),
        ("ca disable", ca::DISABLE),
        ("sslconfig show", sslconfig::SHOW),
        ("sslconfig set", sslconfig::SET),
        ("sslconfig preset", sslconfig::PRESET),
        ("sslconfig verify", sslconfig::VERIFY),
        ("machine set", machine::SET),
        ("machine show", machine::SHOW),
        ("alerts set", alerts::SET),
        ("alerts show", alerts::SHOW),
        ("changes", candidate::CHANGES),
        ("commit", candidate::COMMIT),
        ("clear", candidate::CLEAR),
        ("history", revision::HISTORY),
        ("audit", audit::AUDIT),
        ("show", revision::SHOW),
        ("rollback", revision::ROLLBACK),
        ("config save", config::SAVE),
        ("config load", config::LOAD),
        ("backup", maintenance::BACKUP),
        ("store check", maintenance::CHECK),
        ("store rekey", maintenance::REKEY),
        ("notify", expiry::NOTIFY),
        ("console", console::CONSOLE),
        ("key generate", key::GENERATE),
        ("csr create", csr::CREATE),
        ("cert self-sign", cert::SELF_SIGN),
        ("inspect", inspect::INSPECT),
        ("chain repair", chain::REPAIR),
        ("verify", verify::VERIFY),
        ("lint", lint::LINT),
        ("names check", names::CHECK),
        ("p12 create", p12::CREATE),
        ("p12 inspect", p12::INSPECT),
        ("p12 extract", p12::EXTRACT),
        ("demo", demo::DEMO),
        ("completion", completion::COMPLETION),
        ("man", man::MAN),
    ]
}
