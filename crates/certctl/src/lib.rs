//! The command line of certctl: grammar, commands and what people see.
//!
//! It is a library so that tests and the programs that make the reference pages can reach the grammar; the program
//! itself calls [`run()`]. The files, the clock, the terminal and the environment are touched here and not in the
//! libraries below.

mod appliance;
mod chance;
pub mod cli;
mod clock;
mod command;
mod confirm;
mod console;
mod console_hint;
mod deliver;
mod description;
mod ending;
mod exit;
mod failure;
mod file;
mod file_size;
mod guard;
mod hint;
mod material;
mod name_service;
mod names;
mod notice;
mod output;
mod password;
mod report;
mod run;
mod session;
mod shell_word;
mod stored;
mod terminal;
mod text_only;

pub use exit::Exit;
pub use names::names;
pub use run::run;
