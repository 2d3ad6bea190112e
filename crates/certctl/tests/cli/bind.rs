//! `bind`, `unbind` and `bindings`.

use crate::{
    authority::full_stage,
    committed::STORE,
    stage::{Outcome, Stage},
};

fn run(stage: &Stage, line: &str) -> Outcome {
    stage.run(&format!("{line} {STORE}"))
}

#[test]
fn a_bound_profile_is_shown_with_what_does_not_fit() {
    let stage = full_stage();
    insta::assert_snapshot!(run(&stage, "bind inbound IncomingMail mail signed").seen());
    insta::assert_snapshot!(run(&stage, "bind https Management signed").seen());
    insta::assert_snapshot!(run(&stage, "unbind ldap").seen());
    insta::assert_snapshot!(run(&stage, "bindings").seen());
}

#[test]
fn the_demo_profile_is_a_warning_in_json() {
    let stage = full_stage();
    run(&stage, "bind outbound mail").done();
    let outcome = run(&stage, "bind outbound Demo --json").done();
    assert_eq!(outcome.document()["warnings"][0]["name"], "demo-bound");
}

#[test]
fn what_cannot_be_bound_is_refused_by_name() {
    let stage = full_stage();
    run(
        &stage,
        "interface add Data --address 192.0.2.1 --host-name a.example.com",
    )
    .done();
    let refused = run(&stage, "bind inbound IncomingMail singed").fails(3, "entry-missing");
    assert!(
        refused.stderr.contains("did you mean signed?"),
        "{}",
        refused.stderr
    );
    run(&stage, "bind inbound Incoming signed").fails(3, "entry-missing");
    run(&stage, "bind inbound IncomingMail mail mail").fails(3, "binding-twice");
    run(&stage, "bind https Data signed").fails(3, "https-not-offered");
    run(&stage, "unbind inbound IncomingMail signed").fails(3, "not-bound");
}
