//! No transcript holds a key, a passphrase or what was pasted.

use super::desk::Desk;
use crate::authority::PASSWORD;

#[test]
fn transcript_holds_nothing_of_what_was_pasted_or_typed_in_secret() {
    let desk = Desk::full();
    let text = |name: &str| String::from_utf8(desk.stage().read(name)).unwrap();
    let [leaf, key, closed] = ["chain.crt", "mail.key", "encrypted.key"].map(text);
    let lines = format!(
        "certconfig\ncertificate\npaste\none\n{leaf}.\n{key}.\n\n\n\
         paste\ntwo\n{leaf}.\n{closed}.\n{PASSWORD}\n\n\n\
         import\nthree\nmail.p12\n{PASSWORD}\n\n\
         export\none\none.p12\n3\n{PASSWORD}\n{PASSWORD}\n\n\n\
         saveconfig\n2\n{PASSWORD}\n{PASSWORD}\n\nshowchanges\ncommit\n\ncommitdetail\n"
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
