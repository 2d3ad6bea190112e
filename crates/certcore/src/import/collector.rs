//! Where objects and errors are put while the inputs are read, and where passwords come from.

use super::{
    object::Object,
    pile::{Found, Pile},
    source::Source,
    unreadable::{FurtherUnreadable, ImportError, Unreadable},
};
use crate::{
    secret::Password,
    work::{Budget, WorkLimit},
};

/// The most parts that could not be read and are told one by one, so that garbage takes no more memory than itself.
const MOST_UNREADABLE: usize = 1000;

/// The pile that grows, and the caller's passwords.
pub(super) struct Collector<'p> {
    pile: Pile,
    further: Option<(Source, usize)>,
    passwords: &'p mut dyn FnMut(&Source) -> Option<Password>,
    /// The work that may still be done to open what is encrypted.
    pub(super) budget: &'p mut Budget,
}

impl<'p> Collector<'p> {
    pub(super) fn new(
        passwords: &'p mut dyn FnMut(&Source) -> Option<Password>,
        budget: &'p mut Budget,
    ) -> Self {
        Self {
            pile: Pile::default(),
            further: None,
            passwords,
            budget,
        }
    }

    /// Puts what came out of one place: an object, or the reason why there is none.
    pub(super) fn put<E: Into<ImportError>>(&mut self, source: Source, outcome: Result<Object, E>) {
        match outcome {
            Ok(object) => self.found(source, object),
            Err(error) => self.unreadable(source, error),
        }
    }

    /// Puts an object.
    pub(super) fn found(&mut self, source: Source, object: Object) {
        self.found_named(source, object, None);
    }

    /// Puts an object that has a name of its own.
    pub(super) fn found_named(&mut self, source: Source, object: Object, friendly_name: Option<String>) {
        self.pile.objects.push(Found {
            source,
            object,
            friendly_name,
        });
    }

    /// Puts a place that gave no object.
    pub(super) fn unreadable(&mut self, source: Source, error: impl Into<ImportError>) {
        if self.pile.unreadable.len() < MOST_UNREADABLE {
            let error = error.into();
            self.pile.unreadable.push(Unreadable { source, error });
        } else {
            let (_, count) = self.further.get_or_insert((source, 0));
            *count += 1;
        }
    }

    /// How many objects and errors there are so far.
    pub(super) fn entries(&self) -> usize {
        self.pile.objects.len() + self.pile.unreadable.len()
    }

    /// Asks the caller for the password of what stands at `source`, if it is of use.
    ///
    /// # Errors
    ///
    /// [`WorkLimit`] when nothing can be opened any more.
    pub(super) fn password(&mut self, source: &Source) -> Result<Option<Password>, WorkLimit> {
        self.budget.check()?;
        Ok((self.passwords)(source))
    }

    pub(super) fn into_pile(mut self) -> Pile {
        if let Some((source, count)) = self.further {
            let error = FurtherUnreadable { count }.into();
            self.pile.unreadable.push(Unreadable { source, error });
        }
        self.pile
    }
}
