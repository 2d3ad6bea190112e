//! `certctl completion`

use crate::stage::Stage;

#[test]
fn every_shell_gets_its_completions() {
    let stage = Stage::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let outcome = stage.run(&format!("completion {shell}")).done();
        for word in ["self-sign", "interface"] {
            assert!(outcome.stdout.contains(word), "{shell}: {word}");
        }
        assert_eq!(outcome.stderr, "");
    }
}

#[test]
fn json_is_refused_and_not_ignored() {
    let outcome = Stage::new().run("completion bash --json");
    assert_eq!(outcome.code, 2);
    assert_eq!(outcome.document()["error"]["name"], "json-not-supported");
}
