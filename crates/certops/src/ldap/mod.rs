//! LDAP servers; they are listed and removed as [`edit`](crate::edit) does it.

mod server;
mod set;

pub use server::{NewLdapServer, default_port};
pub use set::SetLdap;
