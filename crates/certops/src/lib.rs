//! The operations of a mail gateway: what every face of the project calls.
