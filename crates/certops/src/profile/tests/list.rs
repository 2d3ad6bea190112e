//! What is listed, deleted and brought back.

use certcore::diagnostic::Diagnostic as _;
use certstore::repository::RevisionNumber;

use super::story::{Ca, create, listed, signed};
use crate::{
    init::DEMO,
    profile::{
        list::Listed,
        state::ProfileState,
        {delete, export, restore, versions},
    },
    specimen::{HOST, Specimen},
};

#[tokio::test]
async fn a_bound_profile_is_not_deleted_and_a_free_one_is() {
    let specimen = Specimen::new().await;
    let refused = delete::delete(&specimen.store, &specimen.actor(), DEMO).await;
    assert_eq!(refused.unwrap_err().name(), "entry-in-use");
    create(&specimen, HOST).await.unwrap();
    specimen.publish().await;
    delete::delete(&specimen.store, &specimen.actor(), HOST)
        .await
        .unwrap();
    assert!(
        listed(&specimen, None)
            .await
            .iter()
            .all(|listed| listed.name != HOST)
    );
    let twice = delete::delete(&specimen.store, &specimen.actor(), HOST).await;
    assert_eq!(twice.unwrap_err().name(), "profile-missing");
}

#[tokio::test]
async fn an_earlier_version_comes_back_with_its_key() {
    let specimen = Specimen::new().await;
    let ca = Ca::new(&specimen);
    let leaf = signed(&specimen, &ca).await;
    delete::delete(&specimen.store, &specimen.actor(), HOST)
        .await
        .unwrap();
    specimen.publish().await;
    let versions = versions::versions(&specimen.store, HOST).await.unwrap();
    let revisions: Vec<_> = versions
        .iter()
        .map(|one| (one.since.0, one.until.map(|until| until.0)))
        .collect();
    assert_eq!(revisions, [(3, Some(4)), (2, Some(3))]);
    assert_eq!(versions[0].author, "admin");
    let actor = specimen.actor();
    let back = |revision: i64| restore::restore(&specimen.store, &actor, HOST, RevisionNumber(revision));
    for never in [0, 1, 4, 5] {
        assert_eq!(back(never).await.unwrap_err().name(), "profile-version-missing");
    }
    let restored = back(3).await.unwrap();
    assert_eq!(restored.version.profile.certificate, leaf.sha256());
    specimen.publish().await;
    let identity = export::key(&specimen.store, &specimen.actor(), HOST)
        .await
        .unwrap();
    assert_eq!(identity.key.public(), leaf.public_key());
    let nobody = versions::versions(&specimen.store, "nowhere").await;
    assert_eq!(nobody.unwrap_err().name(), "profile-missing");
}

#[tokio::test]
async fn the_list_lays_the_candidate_over_what_is_in_force() {
    let mut specimen = Specimen::new().await;
    specimen.stage_profile("long", 900).await;
    specimen.stage_profile("middle", 60).await;
    specimen.publish().await;
    specimen.stage_profile("short", 20).await;
    specimen.stage_profile("middle", 10).await;
    let names = |listed: &[Listed]| -> Vec<(String, &str)> {
        listed
            .iter()
            .map(|one| (one.name.clone(), one.standing.as_str()))
            .collect()
    };
    let all = listed(&specimen, None).await;
    let row = |name: &str, standing| (name.to_owned(), standing);
    assert_eq!(
        names(&all),
        [
            row(DEMO, "in-force"),
            row("long", "in-force"),
            row("middle", "changed"),
            row("short", "added"),
        ]
    );
    assert_eq!(all[0].users.len(), 5);
    let ending = listed(&specimen, Some(30)).await;
    assert_eq!(names(&ending), [row("middle", "changed"), row("short", "added")]);
    assert_eq!(ending[0].remaining_days, 9);
    let ever = listed(&specimen, Some(u32::MAX)).await;
    assert_eq!(ever.len(), all.len());
    specimen
        .stage_listener("Second", "Management", 2525, &["short"])
        .await;
    specimen.pass_days(30);
    let ending = listed(&specimen, Some(0)).await;
    assert_eq!(ending[1].state, ProfileState::Expired);
    assert_eq!(ending[1].users[0].to_string(), "listener Second");
}

#[tokio::test]
async fn profile_whose_intermediate_expires_is_listed_as_expiring() {
    let mut specimen = Specimen::new().await;
    let (authority, _) = crate::specimen::signed(specimen.now, 40);
    let (_, leaf) = crate::specimen::signed(specimen.now, 300);
    specimen.stage_chain("mx", &leaf, &authority).await;
    let names = async |specimen: &Specimen, days| -> Vec<String> {
        let listed = listed(specimen, Some(days)).await;
        listed.into_iter().map(|one| one.name).collect()
    };
    for _ in 0..2 {
        assert_eq!(names(&specimen, 39).await, [""; 0]);
        assert_eq!(names(&specimen, 41).await, ["mx"]);
        let listed = listed(&specimen, Some(41)).await;
        let first = listed[0].intermediate.as_ref().unwrap();
        assert_eq!(first.fingerprint, authority.sha256());
        assert_eq!(listed[0].remaining_days, 299);
        specimen.publish().await;
    }
    specimen.pass_days(50);
    specimen.stage_profile("short", 5).await;
    assert_eq!(names(&specimen, 10).await, ["mx", "short"]);
}
