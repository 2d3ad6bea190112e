//! Who works.

use std::env;

/// The name that was given, or the one that the person logged in with.
pub(crate) fn author(given: Option<&str>) -> String {
    let logged_in = || {
        let names = ["CERTCTL_AUTHOR", "SUDO_USER", "LOGNAME", "USER"];
        names
            .into_iter()
            .find_map(|name| env::var(name).ok())
            .filter(|name| !name.is_empty())
    };
    let name = given.map(str::to_owned).or_else(logged_in);
    let name = name.unwrap_or_else(|| "unknown".to_owned());
    name.chars().filter(|one| !one.is_control()).take(100).collect()
}
