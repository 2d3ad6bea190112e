//! A configuration that is saved and loaded is the same.

use std::fmt::Write as _;

use certcore::{
    diagnostic::Diagnostic as _,
    key::{KeyAlgorithm, PrivateKey},
    secret::Password,
};
use certstore::entry::{EntryId, Kind};

use super::*;
use crate::{clear::Pending, specimen::Specimen};

/// A store with more than `init` makes.
async fn filled() -> Specimen {
    // Each has a demo key of its own.
    let demo_key = PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
    let specimen = Specimen::with_demo_key(demo_key).await;
    specimen.stage_profile("mx1.example.com", 90).await;
    let interface = specimen.stage_interface("Data_2", "192.0.2.1").await;
    specimen
        .stage_https(&interface, 8443, &["mx1.example.com", "Demo"])
        .await;
    specimen.publish().await;
    specimen
}

async fn saved(specimen: &Specimen, keys: Keys<'_>) -> String {
    let saved = save(&specimen.store, &specimen.actor(), keys).await.unwrap();
    saved.text.to_string()
}

async fn loaded(specimen: &Specimen, text: &str) -> Result<Loaded, ConfigLoadError> {
    let request = Load {
        text,
        passphrase: None,
        pending: Pending::Refuse,
    };
    load(&specimen.store, &specimen.actor(), request).await
}

/// The name and the message of the refusal.
async fn refusal(text: &str) -> (&'static str, String) {
    let specimen = Specimen::new().await;
    let error = loaded(&specimen, text).await.unwrap_err();
    assert!(
        specimen
            .read()
            .await
            .repository()
            .staged()
            .await
            .unwrap()
            .is_empty()
    );
    (error.name(), error.to_string())
}

#[tokio::test]
async fn what_is_saved_and_loaded_is_the_same() {
    let first = filled().await;
    let text = saved(&first, Keys::Plain).await;
    let second = Specimen::new().await;
    let loaded = loaded(&second, &text).await.unwrap();
    // The demo profile of the other store has another key.
    let names: Vec<_> = loaded.changed.iter().map(ToString::to_string).collect();
    assert_eq!(names, ["profile Demo"]);
    let names: Vec<_> = loaded.added.iter().map(ToString::to_string).collect();
    assert_eq!(names, ["profile mx1.example.com", "interface Data_2"]);
    assert_eq!(loaded.deleted, []);
    second.publish().await;
    assert_eq!(saved(&second, Keys::Plain).await, text);
    assert_eq!(second.store.check().await.unwrap().findings, []);
}

#[tokio::test]
async fn what_no_operation_would_stage_is_not_loaded_either() {
    let specimen = filled().await;
    let text = saved(&specimen, Keys::Plain).await;
    for (before, after, says) in [
        (
            "\nprofile = \"Demo\"",
            "\nprofile = \".nope\"",
            "'.nope' cannot be the name of a profile",
        ),
        (
            "policy = \"ACCEPTED\"",
            "policy = \"a b\"",
            "'a b' cannot be the name of a policy",
        ),
        (
            "interface = \"Management\"",
            "interface = \"\"",
            "'' cannot be the name of a interface",
        ),
        ("port = 25\n", "port = 0\n", "there is no port 0"),
        (
            "\"mx1.example.com\", \"Demo\"",
            "\"Demo\", \"Demo\"",
            "'Demo' is named twice",
        ),
        (
            "[alerts]\n",
            "[alerts]\nrecipients = [\"nobody\\r\\nDATA\"]\n",
            "is no mail address",
        ),
    ] {
        let changed = text.replacen(before, after, 1);
        assert_ne!(changed, text, "{before}");
        let (name, message) = refusal(&changed).await;
        assert_eq!(name, "config-file-malformed", "{message}");
        assert!(message.contains(says), "{message}");
    }
}

#[tokio::test]
async fn encrypted_keys_open_with_their_passphrase_alone() {
    let first = filled().await;
    let [right, wrong] = ["correct horse", "battery"].map(|text| Password::new(text).unwrap());
    let text = saved(&first, Keys::Encrypted(&right)).await;
    assert_eq!(form(&text), Ok(KeyForm::Encrypted));
    assert!(!text.contains("BEGIN PRIVATE KEY"));
    let second = Specimen::new().await;
    for (passphrase, name) in [
        (None, "config-passphrase-missing"),
        (Some(&wrong), "key-wrong-password"),
    ] {
        let request = Load {
            text: &text,
            passphrase,
            pending: Pending::Refuse,
        };
        let error = load(&second.store, &second.actor(), request).await.unwrap_err();
        assert_eq!(error.name(), name);
    }
    let request = Load {
        text: &text,
        passphrase: Some(&right),
        pending: Pending::Refuse,
    };
    load(&second.store, &second.actor(), request).await.unwrap();
    second.publish().await;
    assert_eq!(
        saved(&second, Keys::Masked).await,
        saved(&first, Keys::Masked).await
    );
    assert_eq!(second.store.check().await.unwrap().findings, []);
}

#[tokio::test]
async fn a_key_in_the_clear_among_encrypted_ones_is_refused() {
    let specimen = filled().await;
    let text = saved(&specimen, Keys::Plain).await;
    let passphrase = Password::new("correct horse").unwrap();
    let request = Load {
        text: &text.replace("keys = \"plain\"", "keys = \"encrypted\""),
        passphrase: Some(&passphrase),
        pending: Pending::Refuse,
    };
    let refused = load(&specimen.store, &specimen.actor(), request).await;
    assert_eq!(refused.unwrap_err().name(), "config-file-key-not-encrypted");
}

#[tokio::test]
async fn a_masked_file_is_refused_and_says_why() {
    let text = saved(&filled().await, Keys::Masked).await;
    assert!(!text.contains("PRIVATE KEY"));
    let (name, message) = refusal(&text).await;
    assert_eq!(name, "config-keys-masked");
    assert!(
        message.contains("masked") && message.contains("with encrypted keys"),
        "{message}"
    );
}

#[tokio::test]
async fn what_is_not_in_the_file_is_staged_as_deleted() {
    let first = Specimen::new().await;
    let text = saved(&first, Keys::Plain).await;
    let id = first.stage_interface("Data_2", "192.0.2.1").await;
    first.publish().await;
    let staged = first.stage_interface("Data_3", "192.0.2.2").await;
    let refused = loaded(&first, &text).await.unwrap_err();
    assert_eq!(refused.name(), "candidate-not-empty");
    assert!(
        first.entry(&staged).await.is_some(),
        "nothing is lost by being refused"
    );
    let request = Load {
        text: &text,
        passphrase: None,
        pending: Pending::Clear,
    };
    let loaded = load(&first.store, &first.actor(), request).await.unwrap();
    assert_eq!(
        (loaded.deleted, loaded.added, loaded.changed),
        (vec![id.clone()], vec![], vec![])
    );
    assert_eq!(loaded.cleared, std::slice::from_ref(&staged));
    assert_eq!(first.entry(&id).await, None);
    assert_eq!(first.entry(&staged).await, None);
    assert_eq!(first.read().await.repository().staged().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_key_that_only_the_earlier_candidate_held_stays() {
    let first = filled().await;
    let text = saved(&first, Keys::Plain).await;
    let second = Specimen::new().await;
    // The profile moves to another name, so that the first staging of it goes before the second holds its key.
    loaded(
        &second,
        &text
            .replace("mx1.example.com\"]", "zz\"]")
            .replace("\"mx1.example.com\", ", "\"zz\", "),
    )
    .await
    .unwrap();
    let request = Load {
        text: &text,
        passphrase: None,
        pending: Pending::Clear,
    };
    load(&second.store, &second.actor(), request).await.unwrap();
    second.publish().await;
    assert_eq!(second.store.check().await.unwrap().findings, []);
}

#[tokio::test]
async fn a_file_takes_the_place_of_what_is_in_conflict() {
    let specimen = filled().await;
    let text = saved(&specimen, Keys::Plain).await;
    let data = specimen.stage_interface("Data_2", "192.0.2.7").await;
    specimen.publish().await;
    let base = certstore::repository::RevisionNumber(1);
    let mut writing = specimen.store.write(&specimen.actor()).await.unwrap();
    writing.stage_on(&data, None, base).await.unwrap();
    writing.commit().await.unwrap();
    assert_eq!(specimen.read().await.conflicts().await.unwrap().len(), 1);
    let request = Load {
        text: &text,
        passphrase: None,
        pending: Pending::Clear,
    };
    let done = load(&specimen.store, &specimen.actor(), request).await.unwrap();
    assert_eq!((done.changed, done.cleared), (vec![data.clone()], vec![data]));
    assert_eq!(specimen.read().await.conflicts().await.unwrap(), []);
}

#[tokio::test]
async fn a_field_that_is_unknown_is_refused_with_its_line() {
    let text = saved(&Specimen::new().await, Keys::Plain).await;
    let changed = text.replace("[machine]\n", "[machine]\ncolour = \"blue\"\n");
    let line = changed
        .lines()
        .position(|line| line.starts_with("colour"))
        .unwrap()
        + 1;
    let (name, message) = refusal(&changed).await;
    assert_eq!(name, "config-file-malformed");
    assert!(
        message.contains(&format!("at line {line}:")) && message.contains("colour"),
        "{message}"
    );
}

#[tokio::test]
async fn what_does_not_belong_together_is_refused_by_name() {
    let text = saved(&filled().await, Keys::Plain).await;
    let start = text.find("[key]").unwrap();
    let without_keys = &text[..start];
    assert_eq!(refusal(without_keys).await.0, "config-file-material-missing");
    let key = text[start..].lines().nth(1).unwrap();
    let fingerprint = key.split(' ').next().unwrap();
    let other = text.replace(&format!("\n{fingerprint} ="), &format!("\n{} =", "0".repeat(64)));
    assert_eq!(refusal(&other).await.0, "config-file-fingerprint-differs");
    for (from, to, name) in [
        (
            "certctl-configuration-1",
            "certctl-configuration-2",
            "config-file-format-unknown",
        ),
        (
            "format = \"certctl-configuration-1\"\n",
            "",
            "config-file-foreign",
        ),
        ("[machine]\n", "[appliance]\n", "config-file-malformed"),
        ("[tls.inbound]", "[tls.cloud]", "entry-name-invalid"),
        (
            "[destination.default]",
            "[destination.\"example.com\"]",
            "config-file-incomplete",
        ),
        (
            "[destination.default]",
            "[destination.DEFAULT]\ntls = \"none\"\n[destination.default]",
            "config-file-entry-twice",
        ),
    ] {
        let changed = text.replace(from, to);
        assert_ne!(changed, text, "{from}");
        assert_eq!(refusal(&changed).await.0, name, "{from}");
    }
}

#[tokio::test]
async fn only_the_profile_of_init_is_the_demo() {
    let text = saved(&filled().await, Keys::Plain).await;
    let changed = text.replace("origin = \"self-signed\"", "origin = \"demo\"");
    assert_ne!(changed, text);
    assert_eq!(refusal(&changed).await.0, "config-file-origin-differs");
}

#[tokio::test]
async fn a_profile_with_the_key_of_another_is_refused() {
    let specimen = filled().await;
    let text = saved(&specimen, Keys::Plain).await;
    let key = async |name: &str| {
        let id = EntryId::new(Kind::Profile, name).unwrap();
        specimen
            .read()
            .await
            .profile(&id)
            .await
            .unwrap()
            .unwrap()
            .key
            .to_string()
    };
    let (demo, mx1) = (key("Demo").await, key("mx1.example.com").await);
    let changed = text.replace(&format!("key = \"{demo}\""), &format!("key = \"{mx1}\""));
    assert_ne!(changed, text);
    assert_eq!(refusal(&changed).await.0, "config-file-key-does-not-match");
    let mut other = saved(&filled().await, Keys::Plain).await;
    let strange = other.split_off(other.find("[key]").unwrap());
    let strange = strange.strip_prefix("[key]\n").unwrap();
    let (name, message) = refusal(&format!("{text}{strange}")).await;
    assert_eq!(name, "config-file-key-unused", "{message}");
}

#[tokio::test]
async fn a_file_of_more_than_32_mib_is_refused_before_it_is_read() {
    let (name, message) = refusal(&"#".repeat((32 << 20) + 1)).await;
    assert_eq!(name, "config-file-too-large");
    assert!(message.contains("32 MiB"), "{message}");
}

#[tokio::test]
async fn a_small_file_that_would_take_much_memory_is_refused_before_it_is_read() {
    let text = saved(&Specimen::new().await, Keys::Plain).await;
    for values in ["1,", "{},", "a.a.a.a.a.a.a.a.a,", "\"b\"=1,"] {
        let (name, message) = refusal(&format!("x = [{}]\n{text}", values.repeat(150_000))).await;
        assert_eq!(name, "config-file-too-many-values");
        assert!(message.contains("certctl backup"), "{message}");
    }
    // More entries than one load can have, each of them right.
    let mut many = text.clone();
    for number in 0..20_000 {
        let _written = write!(many, "\n[destination.d{number}]\ntls = \"required\"\n");
    }
    assert_eq!(refusal(&many).await.0, "config-file-too-many-entries");
}

#[tokio::test]
async fn an_error_never_shows_a_key() {
    let text = saved(&Specimen::new().await, Keys::Plain).await;
    let key: String = text
        .lines()
        .skip_while(|line| !line.contains("BEGIN PRIVATE KEY"))
        .skip(1)
        .take(1)
        .collect();
    for (from, to) in [
        ("-----BEGIN PRIVATE KEY-----\n", "\"\"\"\n"),
        ("-----END PRIVATE KEY-----\n\"\"\"", ""),
        ("-----END PRIVATE KEY-----", ""),
    ] {
        let changed = text.replace(from, to);
        assert_ne!(changed, text);
        let (_, message) = refusal(&changed).await;
        assert!(!message.contains(key.get(..16).unwrap()), "{message}");
    }
}

#[tokio::test]
async fn a_policy_that_verifies_clients_without_tls_is_refused() {
    let text = saved(&Specimen::new().await, Keys::Plain).await;
    let start = text.find("[policy.ACCEPTED]").unwrap();
    let end = text[start..].find("\n\n").map_or(text.len(), |end| start + end);
    let policy = "[policy.ACCEPTED]\ntls = \"off\"\nverify_client = \"on\"";
    let (name, message) = refusal(&format!("{}{policy}{}", &text[..start], &text[end..])).await;
    assert_eq!(name, "policy-verify-without-tls", "{message}");
}
