//! Unwrapped keys, a bounded number of them, each wiped when the last user lets go.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

/// Keys a process keeps unwrapped; the oldest goes first. A key costs about 200 bytes.
const MOST: usize = 4096;

/// A bounded map of shared secrets.
pub(crate) struct Cache<K, V> {
    kept: Mutex<Kept<K, V>>,
    most: usize,
}

struct Kept<K, V> {
    keys: HashMap<K, Arc<V>>,
    /// Oldest first.
    order: VecDeque<K>,
}

impl<K: Copy + Eq + Hash, V> Cache<K, V> {
    pub(crate) fn new() -> Self {
        Self::of(MOST)
    }

    fn of(most: usize) -> Self {
        Self {
            kept: Mutex::new(Kept {
                keys: HashMap::new(),
                order: VecDeque::new(),
            }),
            most,
        }
    }

    pub(crate) fn get(&self, key: K) -> Option<Arc<V>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.keys.get(&key).cloned()
    }

    /// Keeps `value`, unless another thread was first: then that one's.
    pub(crate) fn put(&self, key: K, value: V) -> Arc<V> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let Kept { keys, order } = &mut *kept;
        if let Some(there) = keys.get(&key) {
            return there.clone();
        }
        if keys.len() >= self.most
            && let Some(oldest) = order.pop_front()
        {
            keys.remove(&oldest);
        }
        order.push_back(key);
        keys.entry(key).or_insert_with(|| Arc::new(value)).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forgets_the_oldest() {
        let cache = Cache::of(2);
        for n in 0..3 {
            cache.put(n, n * 10);
        }
        assert!(cache.get(0).is_none());
        assert_eq!(cache.get(2).as_deref(), Some(&20));
    }

    #[test]
    fn the_first_thread_wins() {
        let cache = Cache::of(2);
        cache.put(1, "first");
        assert_eq!(*cache.put(1, "second"), "first");
    }
}
