//! The configuration of a gateway from the first key to the backup, beside the programs that sign and read.

mod console;
mod main_job;
mod memory;
mod secrets;
mod terminal;
mod traps;
