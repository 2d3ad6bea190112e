//! The machine's name.

use certcore::host::HostName;
use certstore::entry::Machine;

use crate::edit::Amendment;

/// Another name of the machine.
#[derive(Clone, Debug)]
pub struct SetMachine {
    /// The name.
    pub host_name: HostName,
}

impl Amendment for SetMachine {
    type Entry = Machine;

    fn amend(self, machine: &mut Machine) {
        machine.host_name = self.host_name;
    }
}
