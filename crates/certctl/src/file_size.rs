//! The limit on the size of files (`RLIMIT_FSIZE`): an error like a full disk instead of a sudden death.

use std::sync::{Arc, atomic::AtomicBool};

use signal_hook::{consts::SIGXFSZ, flag};

/// Takes the signal that would end the process at the limit, so that the write that met it fails with `EFBIG`.
pub(crate) fn survive_the_limit() {
    // Where the signal cannot be taken the process dies of it, which leaves no part of a file either.
    let _dies_of_it = flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
}
