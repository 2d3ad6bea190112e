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
fn what_waits_for_a_commit_is_marked_everywhere() {
    let stage = full_stage();
    let views = [
        "bindings",
        "sslconfig show",
        "machine show",
        "alerts show",
        "sender-group list",
        "ca list",
    ];
    for line in views {
        let shown = run(&stage, line).done().stdout.to_lowercase();
        assert!(!shown.contains("staged"), "{line}: {shown}");
    }
    for line in [
        "bind outbound signed",
        "sslconfig set gui --methods 1.3",
        "machine set mx2.example.com",
        "alerts set --expiry off",
        "sender-group set IncomingMail ALL --sender .example.net",
        "ca disable system",
    ] {
        run(&stage, line).done();
    }
    for line in views {
        let shown = run(&stage, line).done().stdout.to_lowercase();
        assert_eq!(shown.matches("staged").count(), 1, "{line}: {shown}");
    }
    let bound = run(&stage, "bindings").done().stdout;
    let outbound = bound.lines().find(|line| line.contains("outbound")).unwrap();
    assert!(outbound.ends_with("staged"), "{bound}");
    let rows = run(&stage, "bindings --json").document()["bindings"].take();
    assert_eq!(
        (&rows[0]["staged"], &rows[1]["staged"]),
        (&false.into(), &true.into())
    );
}

#[test]
fn what_cannot_be_bound_is_refused_by_name() {
    let stage = full_stage();
    run(
        &stage,
        "interface add Data --address 192.0.2.1 --host-name a.example.com",
    )
    .done();
    let refused = run(&stage, "bind inbound IncomingMail singed").fails(3, "profile-missing");
    assert!(
        refused.stderr.contains("did you mean signed?"),
        "{}",
        refused.stderr
    );
    let unknown = run(&stage, "profile show singed").fails(3, "profile-missing");
    assert_eq!(unknown.stderr, refused.stderr);
    run(&stage, "bind inbound Incoming signed").fails(3, "entry-missing");
    run(&stage, "bind inbound IncomingMail mail mail").fails(3, "binding-twice");
    run(&stage, "bind https Data signed").fails(3, "https-not-offered");
    run(&stage, "unbind inbound IncomingMail signed").fails(3, "not-bound");
}
