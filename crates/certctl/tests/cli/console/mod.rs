//! `certctl console`: the commands of the appliance, as transcripts.

mod alertconfig;
mod certconfig;
mod clearchanges;
mod commit;
mod commitdetail;
mod desk;
mod destconfig;
mod history;
mod interfaceconfig;
mod ldapconfig;
mod listenerconfig;
mod loadconfig;
mod rollbackconfig;
mod saveconfig;
mod secrets;
mod sethostname;
mod showchanges;
mod sslconfig;
mod status;
mod steady;
mod tlsverify;
mod websecurityconfig;
