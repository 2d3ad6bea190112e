//! `ca`

use crate::{
    authority::full_stage,
    committed::STORE,
    stage::{Outcome, Stage},
};

fn run(stage: &Stage, line: &str) -> Outcome {
    stage.run(&format!("{line} {STORE}"))
}

#[test]
fn authorities_are_listed_roots_first_and_repetitions_left_out() {
    let stage = full_stage();
    let added = run(&stage, "ca add intermediate.crt root.crt root.crt").done();
    assert!(added.stderr.contains("[ca-duplicate]"), "{added:?}");
    insta::assert_snapshot!(run(&stage, "ca list").seen());
}

#[test]
fn each_check_refuses_by_its_name() {
    let stage = full_stage();
    run(&stage, "ca add mail.crt").fails(3, "ca-flag-missing");
    run(&stage, "ca add intermediate.crt").fails(3, "ca-root-missing");
    run(&stage, "ca add mail.csr").fails(3, "certificate-not-found");
    run(&stage, "ca remove 0123456789abcdef").fails(3, "ca-missing");
    let short = run(&stage, "ca remove 012");
    assert_eq!(short.code, 2, "{short:?}");
}

#[test]
fn a_list_is_replaced_only_after_a_question() {
    let stage = full_stage();
    run(&stage, "ca set root.crt").done();
    run(&stage, "ca set root.crt").fails(2, "confirmation-missing");
    run(&stage, "ca set root.crt intermediate.crt --yes").done();
    let lists = run(&stage, "ca list custom --json").done().document();
    assert_eq!(lists["lists"][0]["authorities"].as_array().unwrap().len(), 2);
}

#[test]
fn a_list_is_turned_off() {
    let stage = full_stage();
    run(&stage, "ca disable system").done();
    let lists = run(&stage, "ca list system --json").done().document();
    assert_eq!(lists["lists"][0]["enabled"], "off");
}
