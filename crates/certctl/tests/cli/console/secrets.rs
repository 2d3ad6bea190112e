//! No transcript holds a key, a passphrase or what was pasted.

use super::{certconfig::CERTIFICATE, desk::Desk};
use crate::authority::PASSWORD;

#[test]
fn transcript_holds_nothing_of_what_was_pasted_or_typed_in_secret() {
    let desk = Desk::full();
    let text = |name: &str| String::from_utf8(desk.stage().read(name)).unwrap();
    let [leaf, key, closed] = ["chain.crt", "mail.key", "encrypted.key"].map(text);
    let lines = format!(
        "certconfig\ncertificate\npaste\none\n{leaf}.\n{key}.\n\n\n\
         paste\ntwo\n{leaf}.\n{closed}.\n{PASSWORD}\n\n\n\
         import\nthree\nmail.p12\n{PASSWORD}\n\n\n\nshowchanges\ncommit\n\n\
         certconfig\ncertificate\nexport\none\none.p12\n3\n{PASSWORD}\n{PASSWORD}\n\n\n\
         saveconfig\n2\n{PASSWORD}\n{PASSWORD}\n\ncommitdetail\n"
    );
    let outcome = desk.console(&lines);
    let seen = format!("{}{}", outcome.stdout, outcome.stderr);
    assert!(seen.contains("Changes committed: "), "{seen}");
    assert!(!seen.contains(PASSWORD));
    for line in [leaf, key, closed]
        .concat()
        .lines()
        .filter(|line| !line.starts_with("-----"))
    {
        assert!(!seen.contains(line), "{line}");
    }
}

/// The second time a question comes that the script has no answer for, and its other answers are not for that one.
#[test]
fn transcript_of_a_script_that_runs_again_holds_nothing_of_a_block_either() {
    let desk = Desk::full();
    let text = |name: &str| String::from_utf8(desk.stage().read(name)).unwrap();
    let [leaf, key, closed] = ["chain.crt", "mail.key", "encrypted.key"].map(text);
    for script in [
        format!("{CERTIFICATE}paste\none\n{leaf}.\n{key}.\n\n\n\n\n"),
        format!("{CERTIFICATE}paste\ntwo\n{leaf}.\n{closed}.\n{PASSWORD}\n\n\n\n\n"),
        format!("{CERTIFICATE}import\nthree\nmail.p12\n{PASSWORD}\n\n\n\n"),
        format!("commit\n\n{CERTIFICATE}export\none\none.p12\n3\n{PASSWORD}\n{PASSWORD}\n\n\n"),
        format!("saveconfig\n2\n{PASSWORD}\n{PASSWORD}\n\nexit\n\n"),
    ] {
        desk.console(&script).done();
        let again = desk.console(&script);
        assert_ne!(again.code, 0, "{again:?}");
        let seen = format!("{}{}", again.stdout, again.stderr);
        assert!(seen.contains("\nerror: line "), "{seen}");
        assert!(!seen.contains(PASSWORD), "{seen}");
        let secret = [&leaf, &key, &closed].into_iter().flat_map(|text| text.lines());
        for line in secret.filter(|line| !line.starts_with("-----")) {
            assert!(!seen.contains(line), "{line}: {seen}");
        }
    }
}

#[test]
fn only_answers_to_questions_for_a_secret_are_hidden() {
    let desk = Desk::full();
    for (lines, said) in [
        (
            format!("{CERTIFICATE}import\none\nmissing.p12\n"),
            "[]> missing.p12\nerror: line 5 of the input: ",
        ),
        (
            "comit\n".to_owned(),
            "> comit\nerror: line 1 of the input: 'comit'",
        ),
        ("commitdetail 99\n".to_owned(), "> commitdetail 99\nerror: "),
        (
            "rollbackconfig\n99\n".to_owned(),
            "> 99\nerror: line 2 of the input: ",
        ),
    ] {
        let outcome = desk.console(&lines);
        assert_ne!(outcome.code, 0, "{outcome:?}");
        let seen = outcome.seen();
        assert!(seen.contains(said) && !seen.contains("***"), "{seen}");
    }
}
