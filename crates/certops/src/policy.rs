//! Mail flow policies; they are added, listed and removed as [`edit`](crate::edit) does it.

use certstore::entry::{MailFlowPolicy, PolicyTls, Switch};

use crate::edit::Amendment;

/// What shall be different in a mail flow policy. Without TLS no client certificate is verified any more.
#[derive(Clone, Copy, Debug, Default)]
pub struct SetPolicy {
    /// Another TLS setting.
    pub tls: Option<PolicyTls>,
    /// Whether a client certificate shall be verified.
    pub verify_client: Option<Switch>,
}

/// The TLS setting of a new policy, unless told otherwise.
pub const TLS: PolicyTls = PolicyTls::Preferred;

impl Amendment for SetPolicy {
    type Entry = MailFlowPolicy;

    fn amend(self, policy: &mut MailFlowPolicy) {
        policy.tls = self.tls.unwrap_or(policy.tls);
        policy.verify_client = match (self.verify_client, self.tls) {
            (Some(verify_client), _) => verify_client,
            (None, Some(PolicyTls::Off)) => Switch::Off,
            (None, _) => policy.verify_client,
        };
    }
}

#[cfg(test)]
mod tests {
    use certcore::diagnostic::Diagnostic as _;

    use super::*;
    use crate::{edit, init, specimen::Specimen};

    #[tokio::test]
    async fn a_policy_is_added_changed_listed_and_removed() {
        let specimen = Specimen::new().await;
        let (store, actor) = (&specimen.store, specimen.actor());
        let policy = MailFlowPolicy {
            tls: PolicyTls::Off,
            verify_client: Switch::Off,
        };
        edit::add(store, &actor, "TRUSTED", policy).await.unwrap();
        let amendment = SetPolicy {
            tls: Some(PolicyTls::Required),
            verify_client: None,
        };
        edit::set(store, &actor, "TRUSTED", amendment).await.unwrap();
        let listed = edit::list::<MailFlowPolicy>(store).await.unwrap();
        let names: Vec<_> = listed
            .iter()
            .map(|one| (one.name.as_str(), one.entry.tls))
            .collect();
        assert_eq!(
            names,
            [
                (init::POLICY, PolicyTls::Preferred),
                ("TRUSTED", PolicyTls::Required)
            ]
        );
        edit::remove::<MailFlowPolicy>(store, &actor, "TRUSTED")
            .await
            .unwrap();
        assert_eq!(edit::list::<MailFlowPolicy>(store).await.unwrap().len(), 1);
    }

    #[tokio::test]
    async fn client_certificates_are_verified_only_with_tls() {
        let specimen = Specimen::new().await;
        let (store, actor) = (&specimen.store, specimen.actor());
        let set = |tls, verify_client| {
            let amendment = SetPolicy { tls, verify_client };
            edit::set(store, &actor, init::POLICY, amendment)
        };
        let policy = MailFlowPolicy {
            tls: PolicyTls::Off,
            verify_client: Switch::On,
        };
        let added = edit::add(store, &actor, "TRUSTED", policy).await;
        assert_eq!(added.unwrap_err().name(), "policy-verify-without-tls");
        let both = set(Some(PolicyTls::Off), Some(Switch::On)).await;
        assert_eq!(both.unwrap_err().name(), "policy-verify-without-tls");
        set(None, Some(Switch::On)).await.unwrap();
        let off = set(Some(PolicyTls::Off), None).await.unwrap();
        let expected = MailFlowPolicy {
            tls: PolicyTls::Off,
            verify_client: Switch::Off,
        };
        assert_eq!(off.after, Some(expected.into()));
        let later = set(None, Some(Switch::On)).await;
        assert_eq!(later.unwrap_err().name(), "policy-verify-without-tls");
    }

    #[tokio::test]
    async fn a_policy_in_use_stays_and_its_users_are_named() {
        let specimen = Specimen::new().await;
        let refused = edit::remove::<MailFlowPolicy>(&specimen.store, &specimen.actor(), init::POLICY).await;
        assert_eq!(
            refused.unwrap_err().to_string(),
            "policy ACCEPTED is in use by sender-group IncomingMail/ALL; take it out there first"
        );
        assert_eq!(specimen.read().await.repository().staged().await.unwrap(), []);
    }
}
