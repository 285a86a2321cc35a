//! Things by name.

use super::{Members, Odd, Tree, Written};

/// Things by name, in the order of the names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named<T>(Vec<(String, T)>);

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Named<T> {
    fn find(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(n, _)| n.as_str().cmp(name))
    }

    /// The one called `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.find(name).ok().map(|i| &self.0[i].1)
    }

    /// Puts one in, over the one that had the name.
    pub fn put(&mut self, name: &str, thing: T) {
        match self.find(name) {
            Ok(i) => self.0[i].1 = thing,
            Err(i) => self.0.insert(i, (name.to_owned(), thing)),
        }
    }

    /// Takes one out.
    pub fn take(&mut self, name: &str) -> Option<T> {
        self.find(name).ok().map(|i| self.0.remove(i).1)
    }

    /// Takes all out.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// All of them with their names, in order.
    pub fn all(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(name, thing)| (name.as_str(), thing))
    }

    /// All names, in order.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }
}

impl<T: Written> Written for Named<T> {
    fn write(&self) -> Tree {
        let mut members = Members::default();
        for (name, thing) in &self.0 {
            members.push(name.clone(), thing.write());
        }
        Tree::Named(members)
    }

    fn read(tree: Tree) -> Result<Self, Odd> {
        let Tree::Named(members) = tree else { return Err(Odd("names")) };
        let mut all = Self::default();
        for (name, tree) in members.0 {
            if all.get(&name).is_some() {
                return Err(Odd("a name twice"));
            }
            all.put(&name, T::read(tree)?);
        }
        Ok(all)
    }

    fn blank() -> Option<Self> {
        Some(Self::default())
    }

    fn is_blank(&self) -> bool {
        self.0.is_empty()
    }
}
