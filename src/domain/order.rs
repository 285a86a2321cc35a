//! Lists that are kept in order by putting each thing in its place. The standard sorts are quicker
//! for long lists and cost four kilobytes for every type sorted; ours are short, or nearly in order.

/// Puts `item` behind everything that does not come after it.
pub fn put_by<T, K: Ord>(list: &mut Vec<T>, item: T, key: impl Fn(&T) -> K) {
    let own = key(&item);
    let place = list.partition_point(|other| key(other) <= own);
    list.insert(place, item);
}

/// Puts `item` in its place, unless it is there.
pub fn put_once<T: Ord>(list: &mut Vec<T>, item: T) {
    if let Err(place) = list.binary_search(&item) {
        list.insert(place, item);
    }
}
