//! What the commands of the console share: the opened store and who sits there.

use certstore::{
    entry::{EntryId, Kind, Machine},
    store::{Actor, Store, StoreError},
};

use crate::{
    clock::now,
    console::{Changes, Dialogue, Left, State},
    session::Session,
    stored::Opened,
    terminal::Style,
};

/// The opened store, who works on it, and what a command line carries along.
pub(crate) struct Workbench {
    opened: Opened,
    /// Inputs and warnings, for what the commands share with the verbs of the command line.
    pub(crate) session: Session,
    /// The machine's name at the beginning, for where it cannot be read any more.
    machine: String,
}

impl Workbench {
    /// A bench on an opened store.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the machine's name cannot be read.
    pub(crate) fn new(opened: Opened, session: Session) -> Result<Self, StoreError> {
        let machine = opened.wait(machine(&opened.store))?;
        Ok(Self {
            opened,
            session,
            machine,
        })
    }

    /// The store.
    pub(crate) const fn store(&self) -> &Store {
        &self.opened.store
    }

    /// Who sits there, now.
    pub(crate) fn actor(&self) -> Actor {
        Actor {
            at: now(),
            ..self.opened.actor.clone()
        }
    }

    /// The name of this machine.
    pub(crate) fn machine_name(&self) -> String {
        State::machine(self)
    }

    /// Shows the warnings that came up, once.
    ///
    /// # Errors
    ///
    /// [`Left::Broken`] when the output cannot be written.
    pub(crate) fn tell_warnings(&mut self, dialogue: &mut Dialogue<'_>) -> Result<(), Left> {
        for warning in self.session.warnings.drain(..) {
            dialogue.show(&warning.in_console().text("warning", Style::Warning))?;
        }
        Ok(())
    }

    /// Waits for an operation.
    pub(crate) fn wait<T>(&self, operation: impl Future<Output = T>) -> T {
        self.opened.wait(operation)
    }

    /// How many changes are staged.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub(crate) fn pending(&self) -> Result<usize, StoreError> {
        self.wait(async {
            let mut reading = self.store().read().await?;
            Ok(reading.repository().staged().await?.len())
        })
    }
}

impl State for Workbench {
    fn machine(&self) -> String {
        // The name may have been changed, here or by another process.
        let machine = self.wait(machine(self.store()));
        machine.unwrap_or_else(|_| self.machine.clone())
    }

    fn changes(&mut self) -> Changes {
        // A store that cannot be read is told by the next command, which needs it.
        match self.pending() {
            Ok(0) | Err(_) => Changes::None,
            Ok(_) => Changes::Pending,
        }
    }
}

async fn machine(store: &Store) -> Result<String, StoreError> {
    let mut reading = store.read().await?;
    let Some(id) = EntryId::single(Kind::Machine) else {
        return Ok(String::new());
    };
    let entry = reading.entry(&id).await?.map(|effective| effective.entry);
    let machine: Option<Machine> = entry.and_then(|entry| entry.try_into().ok());
    Ok(machine.map_or_else(|| "certctl".to_owned(), |machine| machine.host_name.to_string()))
}
