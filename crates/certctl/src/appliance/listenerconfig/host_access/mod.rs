//! The host access table of a listener: sender groups in order, and mail flow policies.

mod menu;
mod order;
mod policy;
mod print;
mod sender_group;

pub(super) use menu::menu;
