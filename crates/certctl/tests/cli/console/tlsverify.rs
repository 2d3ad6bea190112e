//! `tlsverify`

use super::desk::Desk;

#[test]
fn command_says_that_it_comes_with_the_gateway() {
    let outcome = Desk::new().console("tlsverify example.com\n");
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(
        outcome.stdout.contains("tlsverify comes with the gateway"),
        "{outcome:?}"
    );
    assert!(outcome.stdout.contains("[gateway-needed]"), "{outcome:?}");
}
