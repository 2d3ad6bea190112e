//! What of the candidate goes through.

use certcore::diagnostic::Diagnostic as _;
use certstore::entry::Listener;

use super::story::{accepting, bind_listener, go, run, told};
use crate::{
    commit::{Commit, Level, Outcome},
    specimen::Specimen,
};

#[tokio::test]
async fn nothing_staged_is_nothing_to_do() {
    let specimen = Specimen::new().await;
    assert_eq!(
        run(&specimen, &Commit::default()).await,
        Ok(Outcome::NothingStaged)
    );
}

#[tokio::test]
async fn good_profile_goes_through_and_the_demo_is_mentioned() {
    let specimen = Specimen::new().await;
    specimen.stage_profile("mx", 90).await;
    bind_listener(&specimen, &["mx"]).await;
    let request = Commit {
        comment: Some("first".to_owned()),
        ..Commit::default()
    };
    let Outcome::Committed(done) = run(&specimen, &request).await.unwrap() else {
        panic!("something is staged");
    };
    assert_eq!(
        (done.revision.number.0, done.revision.comment.as_deref()),
        (2, Some("first"))
    );
    assert_eq!(
        told(&done),
        [("demo-bound", Level::Notice), ("self-signed", Level::Notice)]
    );
    assert_eq!(
        run(&specimen, &Commit::default()).await,
        Ok(Outcome::NothingStaged)
    );
}

#[tokio::test]
async fn candidate_that_changed_after_it_was_looked_at_is_not_committed() {
    let specimen = Specimen::new().await;
    let seen = async || Commit {
        edition: Some(crate::changes::changes(&specimen.store).await.unwrap().edition),
        ..accepting(&[])
    };
    specimen.stage_interface("Data", "192.0.2.1").await;
    let early = seen().await;
    specimen.stage_interface("Data", "192.0.2.2").await;
    let refused = run(&specimen, &early).await.unwrap_err();
    assert_eq!(refused.name(), "candidate-changed");
    let now = seen().await;
    assert!(matches!(run(&specimen, &now).await, Ok(Outcome::Committed(_))));
}

#[tokio::test]
async fn a_change_in_conflict_keeps_the_whole_commit_back() {
    let specimen = Specimen::new().await;
    let listener = bind_listener(&specimen, &["Demo"]).await;
    let mut entry: Listener = specimen.entry(&listener).await.unwrap().try_into().unwrap();
    entry.port = 2525;
    specimen.stage(&listener, Some(entry.clone().into())).await;
    go(&specimen).await;

    let base = certstore::repository::RevisionNumber(1);
    let mx = specimen.stage_profile("mx", 90).await;
    entry.port = 26;
    let mut writing = specimen.store.write(&specimen.actor()).await.unwrap();
    writing
        .stage_on(&listener, Some(entry.into()), base)
        .await
        .unwrap();
    writing.commit().await.unwrap();

    let refused = run(&specimen, &accepting(&[])).await.unwrap_err();
    assert_eq!(refused.name(), "commit-conflict");
    assert!(
        refused
            .to_string()
            .contains("listener IncomingMail was changed by another commit after admin"),
        "{refused}"
    );
    let staged = specimen.read().await.repository().staged().await.unwrap();
    assert_eq!(staged.len(), 2, "nothing is lost");
    let mut writing = specimen.store.write(&specimen.actor()).await.unwrap();
    writing.unstage(&listener).await.unwrap();
    writing.commit().await.unwrap();
    assert_eq!(go(&specimen).await.entries, [mx]);
}
