//! The appliance's shell: a prompt, a table of commands, and the pieces that their dialogues are made of.
//!
//! It knows nothing of a store. A command gets the dialogue that it asks with and a context of its own kind.

mod choice;
mod command;
mod dialogue;
mod face;
mod history;
mod interrupt;
mod left;
mod line_reader;
mod menu;
mod misfit;
mod passphrase;
mod paste;
mod pipe;
mod question;
#[cfg(test)]
mod script;
mod selection;
mod shell;
mod standard;
mod stop;
mod terminal;

pub(crate) use command::{Arguments, Command, Commands, Flow, UnknownCommand};
pub(crate) use dialogue::Dialogue;
pub(crate) use left::{InputError, Left};
pub(crate) use menu::{KeywordError, Operation};
pub(crate) use passphrase::PassphraseError;
pub(crate) use paste::PasteError;
pub(crate) use question::{AnswerError, Decision};
#[cfg(test)]
pub(crate) use script::Script;
pub(crate) use selection::SelectionError;
pub(crate) use shell::{Changes, Shell, State};
pub(crate) use standard::standard;
pub(crate) use stop::Stop;
