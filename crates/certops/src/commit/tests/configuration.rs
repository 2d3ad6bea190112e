//! What entries must say of each other.

use certnet::tls::{Preset, TlsService};
use certstore::entry::{Entry, EntryId, Interface, Kind, Listener, MailFlowPolicy, PolicyTls, Switch};

use super::story::{bind_listener, go, refused, run};
use crate::{commit::Commit, init, specimen::Specimen};

#[tokio::test]
async fn listener_without_certificate_is_refused_while_a_policy_offers_tls() {
    let specimen = Specimen::new().await;
    bind_listener(&specimen, &[]).await;
    assert_eq!(refused(&specimen).await, ["listener-without-certificate"]);
    let policy = MailFlowPolicy {
        tls: PolicyTls::Off,
        verify_client: Switch::Off,
    };
    let id = EntryId::new(Kind::MailFlowPolicy, init::POLICY).unwrap();
    specimen.stage(&id, Some(policy.into())).await;
    go(&specimen).await;

    let policy = MailFlowPolicy {
        tls: PolicyTls::Required,
        verify_client: Switch::Off,
    };
    specimen.stage(&id, Some(policy.into())).await;
    assert_eq!(refused(&specimen).await, ["listener-without-certificate"]);
}

#[tokio::test]
async fn https_without_certificate_is_refused() {
    let specimen = Specimen::new().await;
    let data = specimen.stage_interface("Data", "192.0.2.1").await;
    specimen.stage_https(&data, 443, &[]).await;
    assert_eq!(refused(&specimen).await, ["https-without-certificate"]);
}

#[tokio::test]
async fn profile_that_is_bound_cannot_be_deleted() {
    let specimen = Specimen::new().await;
    let mx = specimen.stage_profile("mx", 90).await;
    bind_listener(&specimen, &["mx"]).await;
    go(&specimen).await;
    specimen.stage(&mx, None).await;
    assert_eq!(refused(&specimen).await, ["deleted-while-used"]);
    bind_listener(&specimen, &["Demo"]).await;
    go(&specimen).await;
}

#[tokio::test]
async fn entry_that_names_what_does_not_exist_is_refused() {
    let specimen = Specimen::new().await;
    specimen.stage_listener("Second", "Nowhere", 26, &["mx"]).await;
    let refusal = run(&specimen, &Commit::default()).await.unwrap_err().to_string();
    assert!(
        refusal.contains("listener Second names profile mx, which does not exist")
            && refusal.contains("listener Second names interface Nowhere, which does not exist"),
        "{refusal}"
    );
}

#[tokio::test]
async fn second_service_on_an_address_and_port_is_refused() {
    let specimen = Specimen::new().await;
    specimen
        .stage_listener("Second", init::INTERFACE, 25, &["Demo"])
        .await;
    assert_eq!(refused(&specimen).await, ["address-in-use"]);
    specimen
        .stage_listener("Second", init::INTERFACE, 8443, &["Demo"])
        .await;
    assert_eq!(
        refused(&specimen).await,
        ["address-in-use"],
        "HTTPS listens there"
    );
    let any = specimen.stage_interface("Any", "0.0.0.0").await;
    specimen.stage_listener("Second", "Any", 25, &["Demo"]).await;
    assert_eq!(refused(&specimen).await, ["address-in-use"], "all addresses");
    let mut interface: Interface = specimen.entry(&any).await.unwrap().try_into().unwrap();
    interface.address = "192.0.2.1".parse().unwrap();
    specimen.stage(&any, Some(interface.into())).await;
    go(&specimen).await;
}

#[tokio::test]
async fn sender_group_that_its_listener_does_not_list_is_refused() {
    let specimen = Specimen::new().await;
    let listener = bind_listener(&specimen, &["Demo"]).await;
    let all = EntryId::sender_group(init::LISTENER, init::SENDER_GROUP).unwrap();
    let orphan = EntryId::sender_group(init::LISTENER, "Orphan").unwrap();
    let group = specimen.entry(&all).await;
    specimen.stage(&orphan, group).await;
    assert_eq!(refused(&specimen).await, ["sender-group-unlisted"]);
    specimen.stage(&orphan, None).await;
    let mut entry: Listener = specimen.entry(&listener).await.unwrap().try_into().unwrap();
    entry.sender_groups.clear();
    specimen.stage(&listener, Some(entry.into())).await;
    assert_eq!(refused(&specimen).await, ["sender-group-unlisted"]);
    specimen.stage(&all, None).await;
    go(&specimen).await;
}

#[tokio::test]
async fn default_destination_cannot_be_deleted() {
    let specimen = Specimen::new().await;
    let id = EntryId::new(Kind::Destination, "default").unwrap();
    specimen.stage(&id, None).await;
    assert_eq!(refused(&specimen).await, ["entry-required"]);
}

#[tokio::test]
async fn cipher_string_that_selects_nothing_refuses_the_commit() {
    let specimen = Specimen::new().await;
    let id = EntryId::tls(TlsService::Inbound);
    let mut value = Entry::from(Preset::Modern.settings(TlsService::Inbound).unwrap())
        .to_json()
        .unwrap();
    value["ciphers"] = "NULL:!NULL".into();
    let entry = Entry::from_json(&id, value).unwrap();
    specimen.stage(&id, Some(entry)).await;
    assert_eq!(refused(&specimen).await, ["ciphers-not-for-versions"]);
}
