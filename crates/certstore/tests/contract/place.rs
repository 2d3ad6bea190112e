//! Where a contract test finds its backend, and the list of all promises.

use std::path::Path;

use async_trait::async_trait;
use certstore::repository::{Access, Backend, Repository};

/// An empty store, which goes away when this is dropped.
#[async_trait]
pub(crate) trait Place: Sized + Sync {
    /// Makes it.
    async fn make() -> Self;

    /// The store.
    fn backend(&self) -> &dyn Backend;

    /// The same store, opened once more, as another process opens it.
    async fn open_again(&self) -> Box<dyn Backend>;

    /// A copy that the backend made.
    async fn open_copy(path: &Path) -> Box<dyn Backend>;

    async fn read(&self) -> Box<dyn Repository> {
        self.backend().begin(Access::Read).await.unwrap()
    }

    async fn write(&self) -> Box<dyn Repository> {
        self.backend().begin(Access::Write).await.unwrap()
    }
}

/// Waits for an asynchronous test.
pub(crate) fn wait<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    runtime.unwrap().block_on(test)
}

/// Every promise as a test of its own, against the backend of one kind of place.
macro_rules! contract {
    ($place:ty) => {
        $crate::place::contract! { $place;
            alerts: a_notice_is_written_once;
            audit: the_log_is_read_in_pages_and_ends_at_its_head, a_number_is_given_once;
            candidate: what_is_staged_comes_back_in_order, a_later_change_takes_the_place_of_an_earlier_one,
                every_change_counts_the_edition;
            entries: entries_at_every_revision_are_as_they_were, a_revision_tells_what_it_changed,
                versions_come_newest_first, entries_that_were_touched_are_named_as_they_were,
                several_entries_are_found_at_once, an_entry_has_one_version_a_revision,
                entries_are_counted_by_kind, every_kind_goes_through_the_store;
            inspection: rows_come_in_pages;
            material: certificates_requests_and_keys_come_back, what_nobody_holds_goes,
                what_an_earlier_version_holds_stays, what_is_staged_is_held, adding_twice_is_adding_once;
            model: any_sequence_of_commits_reads_back;
            profiles: profiles_are_found_by_the_end_of_their_certificate, only_profiles_in_force_are_listed;
            references: referrers_are_those_in_force, a_deleted_entry_names_nobody;
            revisions: revisions_come_newest_first, a_number_of_a_revision_is_given_once, the_seal_comes_back;
            transactions: a_reader_does_not_see_what_is_written_meanwhile, what_is_dropped_did_not_happen,
                a_writer_waits_for_another, writers_that_wait_keep_no_reader_out, a_copy_is_a_store_of_its_own,
                a_copy_is_made_while_others_write, a_closed_store_opens_again;
        }
    };
    ($place:ty; $($topic:ident: $($promise:ident),*;)*) => {
        $(mod $topic {
            use super::*;

            $(#[test]
            fn $promise() {
                $crate::$topic::$promise::<$place>();
            })*
        })*
    };
}
pub(crate) use contract;
