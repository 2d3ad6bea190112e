//! The configuration of a gateway from the first key to the backup, beside the programs that sign and read.

mod main_job;
mod traps;
