//! Lists that are kept in order by putting each thing in its place. The standard sorts are quicker
//! for long lists and cost four kilobytes for every type sorted; ours are short, or nearly in order.

use std::cmp::Ordering;

/// Puts `item` behind everything that does not come after it, in the order of their keys.
pub fn put_by<T, K: Ord>(list: &mut Vec<T>, item: T, key: impl Fn(&T) -> K) {
    put_in_order(list, item, |one, other| key(one).cmp(&key(other)));
}

/// The same in an order that is told of any two: of what is too long to be copied for a key.
pub fn put_in_order<T>(list: &mut Vec<T>, item: T, order: impl Fn(&T, &T) -> Ordering) {
    let place = list.partition_point(|other| order(other, &item).is_le());
    list.insert(place, item);
}

/// Puts `item` in its place, unless it is there.
pub fn put_once<T: Ord>(list: &mut Vec<T>, item: T) {
    if let Err(place) = list.binary_search(&item) {
        list.insert(place, item);
    }
}
