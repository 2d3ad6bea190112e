//! A console on a new store, for tests.

use certcore::{host::HostName, x509::Serial};
use certops::init::{Init, init};
use certstore::{
    audit::Origin,
    repository::StagedChange,
    seal::{DataKey, Derivation, MasterKeySource, Nonce, SealHeader, chance},
    store::{Actor, Store},
};
