//! The console at a terminal: editing, and Ctrl-C.

use tests::{
    console::Console,
    gateway::{Gateway, HOST},
};

const CTRL_A: &str = "\u{1}";
const CTRL_C: &str = "\u{3}";
const CTRL_P: &str = "\u{10}";
const BACKSPACE: &str = "\u{7f}";

#[test]
fn a_line_is_edited_and_an_earlier_one_comes_back() {
    let gateway = Gateway::new();
    let mut console = Console::on_a_terminal(gateway.folder());
    console.wait_for(&format!("{HOST}> "));
    console.type_in(&format!("tatusx{BACKSPACE}{CTRL_A}s\r"));
    console.wait_for("No changes are pending");
    console.wait_for(&format!("{HOST}> "));
    console.type_in(&format!("{CTRL_P}\r"));
    console.wait_for("No changes are pending");
    console.wait_for(&format!("{HOST}> "));
    console.type_in("exit\r");
    console.end();
}

#[test]
fn ctrl_c_leaves_the_dialogue_and_keeps_what_was_staged_before() {
    let gateway = Gateway::new();
    let mut console = Console::on_a_terminal(gateway.folder());
    console.wait_for(&format!("{HOST}> "));
    console.type_in("sethostname\r");
    console.wait_for("]> ");
    console.type_in("gate.example.com\r");
    console.wait_for("gate.example.com*> ");
    console.type_in("certconfig\r");
    console.wait_for("[]> ");
    console.type_in("certificate\r");
    console.wait_for("[]> ");
    console.type_in("new\r");
    console.wait_for("[]> ");
    console.type_in("half-made\r");
    console.wait_for("Enter Common Name:");
    console.wait_for("[]> ");
    console.type_in(CTRL_C);
    console.wait_for("gate.example.com*> ");
    let pending = gateway.json("changes").exits(0);
    let changes = pending["changes"].as_array().map(Vec::len);
    assert_eq!(
        changes,
        Some(1),
        "the earlier change, and nothing of the dialogue: {pending:#}"
    );
    console.type_in("commit\r");
    console.wait_for("[]> ");
    console.type_in("a new name\r");
    console.wait_for("Changes committed");
    console.wait_for("gate.example.com> ");
    console.type_in("exit\r");
    console.end();
}
