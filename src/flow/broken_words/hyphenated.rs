//! Line ends with a hyphen or a stroke: whether it belongs to the word.

use crate::block::Line;
use crate::flow::tolerances::SHORT_HEAD;
use crate::letters::is_hyphen;

use super::{Ground, Joint, Vocabulary, bare, halves, is_acronym, raw_head, tails};

impl Vocabulary {
    /// The joint where the page draws a space at the first line's end. Whoever breaks a word by hand in a narrow cell writes a
    /// hyphen and a space: a word that the document has whole is whole.
    pub(super) fn joint_past_space(&self, first: &Line, second: &Line) -> Joint {
        let Some((head, tail)) = halves(&first.text, &second.text) else {
            return Joint::Space;
        };
        let small =
            second.text.starts_with(char::is_lowercase) && !self.conjunctions.contains(&tail);
        if small && self.has(&format!("{head}{tail}")) {
            Joint::DropHyphen
        } else {
            Joint::Space
        }
    }

    /// The joint after a line that ends in a hyphen or a stroke.
    pub(super) fn hyphen_joint(
        &self,
        first: &str,
        second: &str,
        rest: &[&Line],
    ) -> Option<(Joint, Ground)> {
        let document = |joint| Some((joint, Ground::Document));
        if first.ends_with('/')
            && first
                .chars()
                .rev()
                .nth(1)
                .is_some_and(char::is_alphanumeric)
        {
            return second
                .starts_with(char::is_alphanumeric)
                .then_some((Joint::Nothing, Ground::Document));
        }
        let (head, tail) = halves(first, second)?;
        let starts = second.chars().next()?;
        if !starts.is_alphanumeric() {
            return document(if starts == '(' {
                Joint::Nothing
            } else {
                Joint::Space
            });
        }
        if starts.is_lowercase() && self.conjunctions.contains(&tail) {
            return document(Joint::Space);
        }
        if !starts.is_lowercase() {
            return Some(self.capital_joint(first, &head, second));
        }
        let acronym = is_acronym(raw_head(first));
        let number = head.ends_with(|c: char| c.is_ascii_digit());
        if number {
            // Hyphenation breaks no number, so the hyphen stays; whether the line's end stands for a space too, only the
            // document's other compounds of the kind can tell.
            // (or, where the document draws the spaces at its lines' ends, that there is none).
            let known = self.draws_spaces
                || self.prefixes.contains_key(&head)
                || self.after_numbers.contains(&tail);
            return document(if known { Joint::Nothing } else { Joint::Space });
        }
        if acronym || head.chars().count() == 1 {
            return document(Joint::Nothing);
        }
        // A compound whose own hyphen stands inside it (`Hägersten-Älvs-` `jö`) is judged by its last part.
        let last = head.rsplit('-').next().unwrap_or(&head);
        let whole = self.has(&format!("{head}{tail}"))
            || (last != head && self.has(&format!("{last}{tail}")));
        let hyphened = self.has(&format!("{head}-{tail}"));
        let counts = |word: String| self.frequency(&word);
        let unknown = !whole && !hyphened && !self.prefixes.contains_key(&head);
        let several = self.means_hyphens(&head, &tail, second);
        let reads = || {
            tails(rest)
                .iter()
                .any(|tail| self.reads(&format!("{head}{}", bare(tail)), tail))
        };
        if unknown
            && head.chars().count() > SHORT_HEAD
            && tail.chars().count() > SHORT_HEAD
            && !head.contains('-')
            && reads()
        {
            return Some((Joint::DropHyphen, Ground::Lexicon));
        }
        document(match (whole, hyphened) {
            (true, false) => Joint::DropHyphen,
            (true, true) if counts(format!("{head}-{tail}")) <= counts(format!("{head}{tail}")) => {
                Joint::DropHyphen
            }
            (false, false) if unknown && self.hyphenates && !several => Joint::DropHyphen,
            _ => Joint::Nothing,
        })
    }

    /// Whether several hyphens stand in a word, each between two words: who writes so means them.
    fn means_hyphens(&self, head: &str, tail: &str, second: &str) -> bool {
        let token = second.split(' ').next().unwrap_or("");
        let inner = (token.trim_end_matches(is_hyphen).split(is_hyphen).nth(1))
            .is_some_and(|part| part.starts_with(char::is_lowercase));
        let last = head.rsplit('-').next().unwrap_or(head);
        let first = tail.split('-').next().unwrap_or("");
        (head.contains('-') || inner) && self.reads(last, "") && self.reads(first, "")
    }

    /// A hyphen before a capital or a digit: a name (`Hägersten-` `Älvsjö`), a date, an acronym that hyphenation broke
    /// is not to be expected. A dash that closes a thought stands apart from the word and never comes here.
    fn capital_joint(&self, first: &str, head: &str, second: &str) -> (Joint, Ground) {
        let tail_capitals = second
            .split(|c: char| !c.is_alphanumeric())
            .next()
            .is_some_and(|t| t.chars().count() > 1 && t.chars().all(char::is_uppercase));
        let head_capitals = first
            .trim_end_matches(is_hyphen)
            .rsplit(|c: char| !c.is_alphanumeric())
            .next()
            .is_some_and(|h| h.chars().count() > 1 && h.chars().all(char::is_uppercase));
        // TJÄNSTEUTLÅ- TANDE: set in capitals throughout and known whole.
        let tail = bare(second.split(' ').next().unwrap_or(""));
        if tail_capitals && head_capitals {
            let whole = format!("{head}{tail}");
            if self.has(&whole) {
                return (Joint::DropHyphen, Ground::Document);
            }
            // A word of the lexicon's is whole; a compound only where one half is no word: `IT-STÖD` has two.
            let words = || self.reads(head, "") && self.reads(&tail, "");
            let hyphened = self.has(&format!("{head}-{tail}")) || self.prefixes.contains_key(head);
            if !hyphened && (self.lexicon.has(&whole) || self.reads(&whole, "") && !words()) {
                return (Joint::DropHyphen, Ground::Lexicon);
            }
        }
        (Joint::Nothing, Ground::Document)
    }
}
