//! Ctrl-C while nothing is being typed.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use signal_hook::{consts::SIGINT, flag};

use crate::ending;

/// Notes a SIGINT instead of dying of it.
///
/// A command that works is not torn apart by the first one; its next question is left. A second one before that ends
/// the program in the usual way, so that a command that hangs can be ended.
#[derive(Clone, Debug)]
pub(super) struct Interrupt {
    noted: Arc<AtomicBool>,
}

impl Interrupt {
    /// Begins to note them, for the rest of the process.
    ///
    /// # Errors
    ///
    /// What the operating system said.
    pub(super) fn watch() -> io::Result<Self> {
        let noted = Arc::new(AtomicBool::new(false));
        ending::note(&noted);
        flag::register(SIGINT, Arc::clone(&noted))?;
        Ok(Self { noted })
    }

    /// Whether there was one since the last call.
    pub(super) fn take(&self) -> bool {
        ending::taken();
        self.noted.swap(false, Ordering::SeqCst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interrupt_is_noted_once_and_does_not_kill() {
        let interrupt = Interrupt::watch().unwrap();
        assert!(!interrupt.take());
        signal_hook::low_level::raise(SIGINT).unwrap();
        assert!(interrupt.take());
        assert!(!interrupt.take());
    }
}
