//! A commit.

use certstore::repository::RevisionRecord;
use serde::Serialize;

use crate::clock::rfc3339;

/// A commit.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RevisionView {
    number: i64,
    author: String,
    origin: String,
    at: String,
    comment: Option<String>,
}

impl RevisionView {
    /// The record of a commit.
    pub(crate) fn new(record: &RevisionRecord) -> Self {
        Self {
            number: record.number.0,
            author: record.author.clone(),
            origin: record.origin.to_string(),
            at: rfc3339(record.at),
            comment: record.comment.clone(),
        }
    }

    /// One line that says it all.
    pub(crate) fn line(&self) -> String {
        let comment = self.comment.as_ref().map(|comment| format!(": {comment}"));
        format!(
            "Revision {} by {} ({}), {}{}",
            self.number,
            self.author,
            self.origin,
            self.at,
            comment.unwrap_or_default()
        )
    }

    /// A row of a table: number, time, author, origin, comment.
    pub(crate) fn row(&self) -> Vec<String> {
        vec![
            self.number.to_string(),
            self.at.clone(),
            self.author.clone(),
            self.origin.clone(),
            self.comment.clone().unwrap_or_default(),
        ]
    }
}
