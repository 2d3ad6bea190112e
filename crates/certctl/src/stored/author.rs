//! Who works.

use std::{env, fs, os::unix::fs::MetadataExt as _};

/// The name that was given, or the one that the person logged in with.
pub(crate) fn author(given: Option<&str>) -> String {
    let logged_in = || {
        let names = ["CERTCTL_AUTHOR", "SUDO_USER", "LOGNAME", "USER"];
        names
            .into_iter()
            .filter_map(|name| env::var(name).ok())
            .find(|name| !name.is_empty())
    };
    let name = given.map(str::to_owned).or_else(logged_in).or_else(user_number);
    let name = name.unwrap_or_else(|| "unknown".to_owned());
    name.chars().filter(|one| !one.is_control()).take(100).collect()
}

/// The number of the user whom this process runs as, for one without a name in its environment, such as a timer.
fn user_number() -> Option<String> {
    let process = fs::metadata("/proc/self").ok()?;
    Some(format!("uid {}", process.uid()))
}
