//! Where the commands that were typed are remembered (XDG Base Directory Specification, state folder).

use std::{
    env,
    fs::{self, DirBuilder},
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
};

/// The largest file that is read, in bytes; a larger one is not ours.
const LIMIT: u64 = 1024 * 1024;

/// The file of the history, with its folder made for the owner alone. `None` where there is no place for one.
pub(super) fn file() -> Option<PathBuf> {
    let folder = folder(env::var_os("XDG_STATE_HOME"), env::var_os("HOME"))?;
    prepare(&folder)
}

fn prepare(folder: &Path) -> Option<PathBuf> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .ok()?;
    let file = folder.join("console-history");
    match fs::symlink_metadata(&file) {
        Ok(found) if !found.is_file() || found.len() > LIMIT => None,
        _ => Some(file),
    }
}

/// The folder by the two variables; the specification says that a relative one is to be ignored.
fn folder(state: Option<std::ffi::OsString>, home: Option<std::ffi::OsString>) -> Option<PathBuf> {
    let absolute =
        |value: Option<std::ffi::OsString>| value.map(PathBuf::from).filter(|path| path.is_absolute());
    absolute(state)
        .or_else(|| Some(absolute(home)?.join(".local/state")))
        .map(|path| path.join("certctl"))
}

/// Whether a line begins with one of the words. Anything else was typed in the wrong place, and may be a secret.
pub(super) fn is_worth_it(line: &str, words: &[&str]) -> bool {
    line.split_whitespace()
        .next()
        .is_some_and(|first| words.iter().any(|word| word.eq_ignore_ascii_case(first)))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn the_folder_is_the_state_folder_of_the_desktop_rules() {
        assert_eq!(
            folder(Some("/state".into()), Some("/owner".into())).unwrap(),
            Path::new("/state/certctl")
        );
        for relative in [None, Some("".into()), Some("state".into())] {
            assert_eq!(
                folder(relative, Some("/owner".into())).unwrap(),
                Path::new("/owner/.local/state/certctl")
            );
        }
        assert_eq!(folder(None, None), None);
    }

    #[test]
    fn only_the_owner_may_look_into_the_folder() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("a/certctl");
        prepare(&folder).unwrap();
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    }

    #[test]
    fn what_is_no_file_is_left_alone() {
        let place = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("elsewhere", place.path().join("console-history")).unwrap();
        assert_eq!(prepare(place.path()), None);
    }

    #[test]
    fn a_passphrase_typed_at_the_prompt_is_not_remembered() {
        let words = ["commit", "saveconfig"];
        assert!(is_worth_it("Commit", &words));
        assert!(is_worth_it(" saveconfig y 1", &words));
        assert!(!is_worth_it("hunter2", &words));
        assert!(!is_worth_it("", &words));
    }
}
