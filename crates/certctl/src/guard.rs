//! A bug ends the program with a message that asks for a report, and shows nothing that may be a secret.

use std::{
    panic::{self, AssertUnwindSafe},
    sync::Mutex,
};

use certcore::error_names;
use thiserror::Error;

/// Where the last panic happened.
static PLACE: Mutex<Option<String>> = Mutex::new(None);

/// Runs `action` and turns a panic into an error. What the panic said is not kept, because it may hold a secret.
///
/// # Errors
///
/// [`Bug`] with the place in the source.
pub(crate) fn guard<T>(action: impl FnOnce() -> T) -> Result<T, Bug> {
    panic::set_hook(Box::new(|panic| {
        if let Ok(mut place) = PLACE.lock() {
            *place = panic
                .location()
                .map(|location| format!("{}:{}", location.file(), location.line()));
        }
    }));
    let result = panic::catch_unwind(AssertUnwindSafe(action));
    drop(panic::take_hook());
    result.map_err(|_| Bug {
        place: PLACE
            .lock()
            .ok()
            .and_then(|mut place| place.take())
            .unwrap_or_else(|| "an unknown place".to_owned()),
    })
}

/// certctl panicked.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "this is a bug in certctl {} at {place}; please report it with the command line, but without keys and passwords",
    env!("CARGO_PKG_VERSION")
)]
pub(crate) struct Bug {
    /// The place in the source.
    pub(crate) place: String,
}

error_names!(Bug {
    _ => "bug", "certctl itself is wrong.";
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_request_for_a_report_without_its_words() {
        let bug = guard(|| panic!("hunter2")).unwrap_err();
        let message = bug.to_string();
        assert!(
            message.contains("guard.rs:") && message.contains("please report"),
            "{message}"
        );
        assert!(!message.contains("hunter2"));
    }

    #[test]
    fn a_result_passes_through() {
        assert_eq!(guard(|| 5), Ok(5));
    }
}
