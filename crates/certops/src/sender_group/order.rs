//! The order in which a listener tries its sender groups.

use certstore::{entry::EntryId, store::Reading};

use crate::edit::{EditError, EntryMissing};

/// The order with a group before another one of the listener, or last.
///
/// # Errors
///
/// [`EditError::Missing`] when there is no such other group.
pub(super) async fn order(
    reading: &mut Reading<'_>,
    listener: &str,
    groups: &[String],
    group: &str,
    before: Option<&str>,
) -> Result<Vec<String>, EditError> {
    if let Some(order) = placed(groups, group, before) {
        return Ok(order);
    }
    let other = EntryId::sender_group(listener, before.unwrap_or_default())?;
    Err(EntryMissing::look_up(reading, &other).await?.into())
}

/// Puts a group before another one, or last. `None` when there is no such other group; before itself it stays.
fn placed(groups: &[String], group: &str, before: Option<&str>) -> Option<Vec<String>> {
    if before == Some(group) {
        return groups.iter().any(|other| other == group).then(|| groups.to_vec());
    }
    let mut order: Vec<String> = groups.iter().filter(|other| *other != group).cloned().collect();
    let position = match before {
        Some(before) => order.iter().position(|other| other == before)?,
        None => order.len(),
    };
    order.insert(position, group.to_owned());
    Some(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order_of(group: &str, before: Option<&str>) -> Option<String> {
        let groups = ["A", "B", "ALL"].map(str::to_owned);
        placed(&groups, group, before).map(|order| order.join(" "))
    }

    #[test]
    fn a_group_comes_last_or_before_another() {
        assert_eq!(order_of("C", None).unwrap(), "A B ALL C");
        assert_eq!(order_of("C", Some("ALL")).unwrap(), "A B C ALL");
        assert_eq!(order_of("B", Some("A")).unwrap(), "B A ALL");
        assert_eq!(order_of("A", Some("ALL")).unwrap(), "B A ALL");
        assert_eq!(order_of("B", Some("B")).unwrap(), "A B ALL");
    }

    #[test]
    fn there_is_no_place_before_an_unknown_group() {
        assert_eq!(order_of("C", Some("X")), None);
        assert_eq!(order_of("X", Some("X")), None);
    }
}
