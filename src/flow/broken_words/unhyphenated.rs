//! Line ends without a hyphen: between two words, or within one that a cell narrower than it broke.

use memchr::memmem;

use crate::block::Line;
use crate::flow::tolerances::{
    ENDED_HEAD, LONG_NAME, LONG_WORD, REMAINDER, SHORT_HEAD, SHORT_PART, SHORT_TAIL,
};
use crate::lexicon::Lexicon;

use super::{Ground, Joint, Vocabulary, addresses, bare, is_acronym, tails};

/// The two pieces around a line's end, and what is known of them and of both together.
struct Pieces<'a> {
    /// As written, from where the word began.
    head: &'a str,
    /// As written on the next line.
    tail: &'a str,
    /// The same, and with what follows on lines below.
    tails: &'a [String],
    /// The document has them.
    head_known: bool,
    tail_known: bool,
}

/// What the lexicon says of two pieces, with what the document knows of each.
enum Said {
    OneWord,
    TwoWords,
    Either,
    Nothing,
}

/// Endings of Swedish words that are words, too: behind a word that may take them they are endings.
const ENDINGS: [&str; 10] = ["a", "an", "ar", "en", "ens", "er", "era", "et", "or", "s"];

/// The same of others that stand alone more often: behind what is no word they are endings, too.
const RARER_ENDINGS: [&str; 5] = ["de", "den", "des", "ning", "rad"];

impl Vocabulary {
    /// How a line that ends in no hyphen goes on. A cell narrower than its word breaks it anywhere: then the line is full to
    /// the last letter, and the two halves are no words of their own. The document is asked first, then the lexicon; where
    /// neither tells, a word that stands alone on its line is judged by how long the halves are.
    pub(super) fn unhyphenated(
        &self,
        head: &str,
        [first, second]: [&Line; 2],
        rest: &[&Line],
    ) -> (Joint, Ground) {
        let tail = second.text.split(' ').next().unwrap_or("");
        let alone = !first.text.contains(' ');
        if self.lexicon != Lexicon::Off && first.full && closes(tail) {
            return (Joint::Nothing, Ground::Document);
        }
        if addresses::goes_on(head, tail) {
            return (Joint::Nothing, Ground::Document);
        }
        if !may_be_one(head, tail) {
            return (Joint::Space, Ground::Document);
        }
        let tail_known = self.known_piece(tail);
        // Most lines: there was room for the word that begins the next one.
        if !alone && !first.full && tail_known {
            return (Joint::Space, Ground::Document);
        }
        let pieces = Pieces {
            head,
            tail,
            tails: &tails(rest),
            head_known: self.known_piece(head),
            tail_known,
        };
        if alone && let Some(joint) = self.by_document(first, &pieces) {
            return (joint, Ground::Document);
        }
        if self.lexicon == Lexicon::Off && !(alone && first.full) {
            return (Joint::Space, Ground::Document);
        }
        let tail_word = self.tail_is_word(&pieces);
        if !first.full && tail_word {
            return (Joint::Space, Ground::Document);
        }
        let head_word = self.head_is_word(&pieces);
        let words = [head_word, tail_word];
        // Where cells are filled to the last letter, a line's end tells nothing of words, wherever it stands.
        let cut = first.full
            && (alone
                || self.habit.fills_lines()
                || words == [false, false] && self.habit.cuts_lines());
        match self.by_lexicon(&pieces, words, cut) {
            // How far a cell reaches cannot always be seen: a line that seems to have room is broken within a word if
            // none begins the next one.
            Said::OneWord if first.full || alone || !head_word => (Joint::Nothing, Ground::Lexicon),
            Said::TwoWords => (Joint::Space, Ground::Lexicon),
            Said::Either if self.is_one(&pieces, alone, cut) => (Joint::Nothing, Ground::Lexicon),
            Said::Either => (Joint::Space, Ground::Doubt),
            Said::Nothing if cut => (
                self.by_length(&pieces, head_word, tail_word),
                Ground::Document,
            ),
            _ => (Joint::Space, Ground::Document),
        }
    }

    /// Whether two words that may be one are one: the lexicon has it as it stands, or knows its parts and none of them ends
    /// at the line's end.
    fn is_one(&self, pieces: &Pieces<'_>, alone: bool, cut: bool) -> bool {
        let usual = self.lexicon.usual(&last_part(pieces.head))
            || self.lexicon.usual(&first_part(pieces.tail));
        let breaks = self.habit.breaks_words(alone) || cut && self.habit.fills_lines();
        self.has_whole(pieces) && (breaks || cut && alone && !usual)
            || breaks && !usual && self.parted_elsewhere(pieces)
    }

    /// Whether the lexicon reads both together as parts of which none ends at the line's end.
    fn parted_elsewhere(&self, pieces: &Pieces<'_>) -> bool {
        let last = last_part(pieces.head);
        pieces.tails.iter().any(|tail| {
            let whole = format!("{last}{}", first_part(tail));
            self.lexicon.compound_over(&whole, last.len())
        })
    }

    /// What the document's own words tell of a piece that stands alone on its line.
    fn by_document(&self, first: &Line, pieces: &Pieces<'_>) -> Option<Joint> {
        let both = pieces.head_known && pieces.tail_known;
        let whole = || {
            let token = bare(&format!("{}{}", pieces.head, pieces.tail));
            let part = format!("{}{}", last_part(pieces.head), first_part(pieces.tail));
            // Of a compound, only a last part that cannot be a unit counts (`nämnd/st`).
            let whole_part = part.len() == token.len() || part.chars().count() > SHORT_PART;
            self.has(&token) || whole_part && self.has(&part)
        };
        if !first.full {
            // A word that stands whole elsewhere tells more.
            return (!both && whole()).then_some(Joint::Nothing);
        }
        if both && bare(pieces.tail).chars().count() > SHORT_PART {
            return Some(Joint::Space);
        }
        let inside = || !pieces.head_known && self.inside_a_word(pieces.head, pieces.tail);
        (whole() || inside()).then_some(Joint::Nothing)
    }

    /// What the lexicon tells of pieces of which those are `words`; `cut` if the line may end within a word.
    fn by_lexicon(&self, pieces: &Pieces<'_>, words: [bool; 2], cut: bool) -> Said {
        let both = words == [true, true];
        if self.lexicon == Lexicon::Off {
            return Said::Nothing;
        }
        let last = last_part(pieces.head);
        let reads = |tail: &String| self.reads(&format!("{last}{}", first_part(tail)), tail);
        let known = || {
            self.words
                .contains_key(&format!("{last}{}", first_part(pieces.tail)))
        };
        // A chain that nobody need have written shows more than a piece that is no word does.
        let chains = |tail: &String| {
            let whole = format!("{last}{}", first_part(tail));
            self.lexicon.chains_over(&whole, last.len())
        };
        let loose = cut && !both && !self.lexicon.usual(&first_part(pieces.tail));
        let whole =
            known() || pieces.tails.iter().any(reads) || loose && pieces.tails.iter().any(chains);
        let ending = || {
            let long = last.chars().count() >= ENDED_HEAD;
            long && ENDINGS.contains(&&*first_part(pieces.tail))
        };
        match (whole, both) {
            (true, true) if ending() => Said::OneWord,
            (true, false) => Said::OneWord,
            (false, true) => Said::TwoWords,
            (true, true) => Said::Either,
            (false, false) => Said::Nothing,
        }
    }

    /// Whether the lexicon has both together as they stand: a compound that nobody wrote down may be two words.
    fn has_whole(&self, pieces: &Pieces<'_>) -> bool {
        let last = last_part(pieces.head);
        let has = |tail: &String| self.lexicon.has(&format!("{last}{}", first_part(tail)));
        pieces.tails.iter().any(has)
    }

    /// Whether a word ends the line. A noun with the `s` that links it to the next part is none.
    fn head_is_word(&self, pieces: &Pieces<'_>) -> bool {
        let last = last_part(pieces.head);
        let linked =
            || last.ends_with('s') && !self.lexicon.has(&last) && self.lexicon.begins(&last);
        pieces.head_known || self.reads(&last, "") && !linked()
    }

    /// Whether a word begins the next line, or goes on from there.
    fn tail_is_word(&self, pieces: &Pieces<'_>) -> bool {
        let reads = |tail: &String| self.reads(&first_part(tail), tail);
        pieces.tail_known || pieces.tails.iter().any(reads)
    }

    /// Whether the lexicon has the word; as a compound's first part, where a hyphen follows in the token.
    pub(super) fn reads(&self, word: &str, token: &str) -> bool {
        self.lexicon.reading(word).is_some() || token.contains('-') && self.lexicon.begins(word)
    }

    /// Two halves of a word that nobody knows: a remainder is short, or no word begins like it; and together they are not
    /// longer than words are here.
    fn by_length(&self, pieces: &Pieces<'_>, head: bool, tail: bool) -> Joint {
        let letters = bare(pieces.tail).chars().count();
        let short = letters <= SHORT_TAIL;
        // Behind what nobody knows a short rare word is rather the rest of it, and any behind what is too long for a word.
        let long = last_part(pieces.head).chars().count() > LONG_WORD;
        let usual = || self.lexicon.usual(&first_part(pieces.tail));
        let rare = (short || long) && !pieces.tail_known && !usual();
        // So is one that ends words where words are broken, unless a name stands before it, which nobody knows either.
        let name = || {
            let letters = pieces.head.chars().count();
            pieces.head.starts_with(char::is_uppercase) && letters < LONG_NAME
        };
        let fills = self.habit.fills_lines();
        let breaks = || fills || self.habit.breaks_words(true);
        let ends = || {
            let tail = first_part(pieces.tail);
            ENDINGS.contains(&&*tail) || RARER_ENDINGS.contains(&&*tail)
        };
        let rest = rare || ends() && breaks() && !name();
        let tail = tail && (head || !rest);
        // Where cells are filled to the last letter most ends stand within words, but not behind a short word.
        let may = !head || short || fills;
        let may = may && !(head && self.lexicon.usual(&last_part(pieces.head)));
        let may = may && !(is_acronym(pieces.head) && is_acronym(pieces.tail));
        if !self.too_long(pieces.head, pieces.tail) && !tail && may {
            Joint::Nothing
        } else {
            Joint::Space
        }
    }

    /// Whether the two halves make a word longer than any that stands whole in the document, and than words mostly are.
    fn too_long(&self, head: &str, tail: &str) -> bool {
        let letters = |part: Option<&str>| part.map_or(0, |part| part.chars().count());
        let head = letters(bare(head).rsplit(['/', '-']).next());
        let tail = letters(bare(tail).split(['/', '-']).next());
        tail > REMAINDER && head + tail > self.longest.max(LONG_WORD)
    }

    /// Whether the two halves stand together inside a longer word of the document (`styrel` `se` in `bolagsstyrelsen`).
    pub(super) fn inside_a_word(&self, head: &str, tail: &str) -> bool {
        let head = bare(head);
        let last = head.rsplit(['/', '-']).next().unwrap_or_default();
        let whole = format!("{last}{}", bare(tail));
        last.chars().count() > SHORT_HEAD
            && memmem::find(self.joined().as_bytes(), whole.as_bytes()).is_some()
    }

    /// All words, parted by what no word holds.
    fn joined(&self) -> &str {
        self.joined.get_or_init(|| {
            let words: Vec<&str> = self
                .words
                .keys()
                .chain(self.edges.keys())
                .map(String::as_str)
                .collect();
            words.join(" ")
        })
    }

    /// Whether the word, or the last part of a compound written with a stroke or a hyphen, stands whole in the document.
    pub(super) fn known_word(&self, token: &str) -> bool {
        self.known(token, |word| self.has(word))
    }

    /// The same of what stands at a line's end: what else stands only at such ends may be a piece of a broken word, too.
    /// Without a lexicon nothing could tell it from a word.
    fn known_piece(&self, token: &str) -> bool {
        self.known(token, |word| {
            self.words.contains_key(word)
                || self.lexicon == Lexicon::Off && self.edges.contains_key(word)
        })
    }

    fn known(&self, token: &str, has: impl Fn(&str) -> bool) -> bool {
        let word = bare(token);
        let last = word.rsplit(['/', '-']).next().unwrap_or(&word);
        // Of a compound, only a last part that cannot be a mere beginning or a unit counts (`nämnd/st`).
        has(&word) || (last == word || last.chars().count() > SHORT_PART) && has(last)
    }

    /// Whether the document has the word.
    pub(super) fn has(&self, word: &str) -> bool {
        self.words.contains_key(word) || self.edges.contains_key(word)
    }
}

/// Whether a token is nothing but signs that close what stands before them.
fn closes(token: &str) -> bool {
    !token.is_empty()
        && token
            .chars()
            .all(|c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')'))
}

/// Whether two pieces may be one word by their letters.
fn may_be_one(head: &str, tail: &str) -> bool {
    let (Some(last), Some(next)) = (head.chars().next_back(), tail.chars().next()) else {
        return false;
    };
    // An abbreviation (`m.m.`) begins a word.
    if !last.is_alphabetic() || abbreviates(tail) {
        return false;
    }
    // A word set in capitals may be broken too.
    let capitals = || {
        [head, tail]
            .iter()
            .all(|piece| piece.chars().all(|c| !c.is_lowercase()))
    };
    next.is_lowercase() || next == '/' || next == ')' || next.is_alphabetic() && capitals()
}

/// Whether a full stop stands within the token.
fn abbreviates(token: &str) -> bool {
    let inner = token.trim_end_matches(|c: char| !c.is_alphabetic());
    inner.contains('.')
}

/// The last part of a token between strokes and hyphens, in small letters.
fn last_part(token: &str) -> String {
    let word = bare(token);
    word.rsplit(['/', '-']).next().unwrap_or(&word).to_owned()
}

/// The first part of a token between strokes and hyphens, in small letters.
fn first_part(token: &str) -> String {
    let word = bare(token);
    word.split(['/', '-']).next().unwrap_or(&word).to_owned()
}
