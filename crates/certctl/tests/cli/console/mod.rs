//! `certctl console`: the commands of the appliance, as transcripts.

mod alertconfig;
mod desk;
mod destconfig;
mod interfaceconfig;
mod ldapconfig;
mod listenerconfig;
mod sethostname;
mod sslconfig;
mod websecurityconfig;
