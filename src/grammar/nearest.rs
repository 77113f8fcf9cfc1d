//! What may have been meant by a word that nobody knows.

/// The known word that is nearest to one, if any is near: at most a third of its letters are others.
pub(crate) fn nearest<'a>(found: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let most = (found.chars().count() / 3).max(1);
    known
        .map(|word| (distance(found, word), word))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, word)| word)
}

/// How many letters have to be put in, taken out or changed to make one word of the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, from) in one.chars().enumerate() {
        let mut before = at;
        let mut left = at + 1;
        for (to, cost) in other.iter().zip(row.iter_mut().skip(1)) {
            let changed = before + usize::from(from != *to);
            before = *cost;
            left = changed.min(before + 1).min(left + 1);
            *cost = left;
        }
        if let Some(first) = row.first_mut() {
            *first = at + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_near() {
        let known = || ["rubriker", "roll", "krav"].into_iter();
        assert_eq!(nearest("rubrik", known()), Some("rubriker"));
        assert_eq!(nearest("kraw", known()), Some("krav"));
        assert_eq!(nearest("innehall", known()), None);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("katt", "hatt"), 1);
    }
}
