//! Lists kept in order, against the sorts of the standard library.

use std::collections::BTreeSet;

use common_ground::domain::order::{put_by, put_once};
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert_eq, proptest};

use crate::cases;

proptest! {
    #![proptest_config(cases(512))]

    /// Equal ones stay in the order in which they came.
    #[test]
    fn put_by_sorts_and_keeps_the_order_of_equals(keys in vec(0..12_u8, 0..40)) {
        let mut sorted: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
        let mut put = Vec::new();
        for item in sorted.clone() {
            put_by(&mut put, item, |(key, _)| *key);
        }
        sorted.sort_by_key(|(key, _)| *key);
        prop_assert_eq!(put, sorted);
    }

    #[test]
    fn put_once_is_a_set(items in vec(any::<i8>(), 0..300)) {
        let mut put = Vec::new();
        for item in &items {
            put_once(&mut put, *item);
        }
        prop_assert_eq!(put, items.into_iter().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>());
    }
}
