//! What must hold for any view of the comparison and any link to it.

use proptest::prelude::*;
use tech_lead_guide::compare::model::{ROLE_LIMIT, View};
use tech_lead_guide::content::{ROLES, ROW_GROUPS};

fn view() -> impl Strategy<Value = View> {
    let roles = prop::sample::subsequence((0..ROLES.len()).collect::<Vec<_>>(), 1..=ROLE_LIMIT);
    let group = prop::option::of(0..ROW_GROUPS.len());
    (roles, ".{0,30}", group, any::<bool>()).prop_map(|(roles, filter, group, differences)| {
        let mut view = View {
            roles,
            group,
            differences,
            ..View::default()
        };
        view.set_filter(&filter);
        view
    })
}

proptest! {
    #[test]
    fn a_view_and_its_link_are_the_same(view in view()) {
        let (read, ignored) = View::from_query(&view.to_query());
        prop_assert_eq!(read, view);
        prop_assert!(ignored.is_empty());
    }

    #[test]
    fn a_link_is_plain_ascii_without_spaces(view in view()) {
        let query = view.to_query();
        prop_assert!(query.bytes().all(|byte| byte.is_ascii_graphic()), "{query}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn no_damaged_link_panics_and_the_view_stays_sound(query in ".{0,300}") {
        let (view, ignored) = View::from_query(&query);
        prop_assert!((1..=ROLE_LIMIT).contains(&view.roles.len()));
        prop_assert!(ignored.len() <= 5);
        prop_assert_eq!(View::from_query(&view.to_query()).0, view);
    }
}
