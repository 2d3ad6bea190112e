//! Values in command lines that are shown to be copied: a POSIX shell reads each as one word and as nothing else.

use std::borrow::Cow;

/// `value` as one word of a command line (POSIX.1-2017, Shell Command Language, §2.2.2).
pub(crate) fn word(value: &str) -> Cow<'_, str> {
    let is_plain = |octet: u8| {
        octet.is_ascii_alphanumeric()
            || matches!(
                octet,
                b'_' | b'@' | b'%' | b'+' | b'=' | b':' | b',' | b'.' | b'/' | b'-'
            )
    };
    if !value.is_empty() && value.bytes().all(is_plain) {
        return Cow::Borrowed(value);
    }
    Cow::Owned(format!("'{}'", value.replace('\'', r"'\''")))
}

/// The path of a file as one word, which no program takes for an option.
pub(crate) fn file(path: &str) -> String {
    if path.starts_with('-') {
        return word(&format!("./{path}")).into_owned();
    }
    word(path).into_owned()
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use proptest::prelude::*;

    use super::*;

    /// The words that a shell makes of a line.
    fn words(line: &str) -> String {
        let script = format!("printf '<%s>' {line}");
        let output = Command::new("sh").args(["-c", &script]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    #[test]
    fn a_plain_value_stays_as_it_is() {
        for plain in [
            "mail.pem",
            "/etc/ssl/a-b_c.key",
            "mail@example.com",
            "a=b,c:d%e+f",
        ] {
            assert_eq!(word(plain), plain);
        }
    }

    #[test]
    fn a_file_is_no_option() {
        assert_eq!(file("-rf.pem"), "./-rf.pem");
        assert_eq!(file("-;x"), "'./-;x'");
        assert_eq!(file("a;b"), "'a;b'");
    }

    #[test]
    fn a_shell_reads_the_value_and_runs_nothing() {
        for value in [
            "", "a b", "x;id", "$(id)", "`id`", "it's", "~root", "*", "a\nb", "#x", "!!", "a\\b", "ä",
        ] {
            assert_eq!(words(&word(value)), format!("<{value}>"));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_shell_reads_any_value(value in "[^\0]{0,12}") {
            prop_assert_eq!(words(&word(&value)), format!("<{value}>"));
        }
    }
}
