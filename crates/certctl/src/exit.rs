//! Exit codes, the same for every command.

use std::process::ExitCode;

/// How a command ended, for the shell.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[repr(u8)]
pub enum Exit {
    /// Done, or the answer is yes. Nothing to do is done too.
    Done = 0,
    /// The answer to the question is no.
    No = 1,
    /// The command line made no sense.
    Usage = 2,
    /// An input could not be understood, or an output was refused.
    Input = 3,
    /// The store refused or could not be reached.
    Store = 4,
    /// Another machine refused or could not be reached.
    Peer = 5,
    /// A bug in certctl.
    Bug = 70,
}

impl Exit {
    /// Every code, in ascending order.
    pub const ALL: [Self; 7] = [
        Self::Done,
        Self::No,
        Self::Usage,
        Self::Input,
        Self::Store,
        Self::Peer,
        Self::Bug,
    ];

    /// The number that the shell sees.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// What it means and what to do, in one sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Done => "Done, or the answer is yes. Nothing to do counts as done.",
            Self::No => {
                "The answer is no: a chain that is incomplete, a name that does not match, a certificate that expires within the days that were asked about, a lint finding of the severity error."
            }
            Self::Usage => "The command line made no sense, or it lacks something. Nothing was written.",
            Self::Input => {
                "An input was refused or could not be read, a commit was refused, or an output could not be written; no output file was changed. Or a part of an input could not be read; the command did its work with the rest, and the warnings name that part."
            }
            Self::Store => {
                "The store refused or could not be reached, or its master key could not be had, whether its file is missing or it is another store's."
            }
            Self::Peer => "Another machine, such as a name server, refused or could not be reached.",
            Self::Bug => "A bug in certctl. Please report it.",
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
