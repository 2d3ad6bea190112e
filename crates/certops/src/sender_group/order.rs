//! The order in which a listener tries its sender groups.

/// Puts a group where it belongs: before another one, or last. `None` when there is no such other group.
pub(super) fn placed(groups: &[String], group: &str, before: Option<&str>) -> Option<Vec<String>> {
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

    fn order(group: &str, before: Option<&str>) -> Option<String> {
        let groups = ["A", "B", "ALL"].map(str::to_owned);
        placed(&groups, group, before).map(|order| order.join(" "))
    }

    #[test]
    fn a_group_comes_last_or_before_another() {
        assert_eq!(order("C", None).unwrap(), "A B ALL C");
        assert_eq!(order("C", Some("ALL")).unwrap(), "A B C ALL");
        assert_eq!(order("B", Some("A")).unwrap(), "B A ALL");
        assert_eq!(order("A", Some("ALL")).unwrap(), "B A ALL");
    }

    #[test]
    fn there_is_no_place_before_an_unknown_group_or_before_itself() {
        assert_eq!(order("C", Some("X")), None);
        assert_eq!(order("A", Some("A")), None);
    }
}
