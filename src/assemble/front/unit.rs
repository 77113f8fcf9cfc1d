//! The unit that a document is about, where no label and no title says so: its name stands by the title of a cover.

use crate::grammar::Cues;

use super::passage::{Origin, Passage};
use super::{forms, kind, names, title};

/// A unit's name has no more words than this: `Hemtjänst Norr`, `Förskolan Talgoxen och öppna förskolan`.
const NAME_WORDS: usize = 7;
/// A paragraph with more characters is running text: what stands right above it is its heading.
const TEXT_CHARS: usize = 100;

/// The unit that a cover names beside its title, in larger type than text: of a unit's plan any name, of a committee's only
/// what is a unit's by its words (`Biblioteksenheten`), for that makes it a unit's.
pub(super) fn on_cover(
    passages: &[Passage],
    title: Option<&str>,
    typ: &str,
    cues: &Cues,
) -> Option<String> {
    let title = title.filter(|_| typ == kind::UNIT_PLAN || typ == kind::PLAN)?;
    let of_title = |passage: &Passage| {
        let text = passage.text.as_str();
        passage.on_first_page
            && passage.origin == Origin::Prose
            && (title.starts_with(text) || text.starts_with(title) || title.ends_with(text))
    };
    let first = passages.iter().position(of_title)?;
    let titles = passages.get(first..)?.iter().take_while(|p| of_title(p));
    let after = first + titles.count();
    let least = title::large_size(passages)?;
    let below = passages.get(after).filter(|_| {
        let next = passages.get(after + 1);
        next.is_none_or(|next| !next.on_first_page || next.text.chars().count() <= TEXT_CHARS)
    });
    let above = first.checked_sub(1).and_then(|at| passages.get(at));
    let named = |passage: &&Passage| {
        let text = passage.text.as_str();
        let own = names::is_unit(text, cues) || typ == kind::UNIT_PLAN;
        own && passage.on_first_page
            && passage.origin == Origin::Prose
            && passage.size() >= least
            && text.split_whitespace().count() <= NAME_WORDS
            && forms::year(text).is_none()
            && title::may_be_title(text, cues)
    };
    let found = [below, above].into_iter().flatten().find(named)?;
    Some(found.text.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Role;
    use crate::grammar::Layouts;

    fn read(typ: &str, lines: &[(f32, &str)]) -> Option<String> {
        let text = "Detta är löpande text som fyller sidan med många bokstäver, så att dess storlek är textens och ingen rubriks.";
        let passages: Vec<Passage> = lines
            .iter()
            .chain([&(11.0, text)])
            .map(|(size, line)| Passage::sized(Role::Text, *size, line))
            .collect();
        on_cover(
            &passages,
            Some("Enhetsplan 2025"),
            typ,
            Layouts::builtin().cues(),
        )
    }

    #[test]
    fn a_name_beside_a_covers_title_is_the_units() {
        let title = (30.0, "Enhetsplan 2025");
        let above = [(20.0, "Talgoxens förskola"), title];
        assert_eq!(
            read(kind::UNIT_PLAN, &above).as_deref(),
            Some("Talgoxens förskola")
        );
        let below = [title, (20.0, "Hemtjänst Norr"), (11.0, "2025-01-02")];
        assert_eq!(
            read(kind::UNIT_PLAN, &below).as_deref(),
            Some("Hemtjänst Norr")
        );
        assert_eq!(read(kind::PLAN, &below), None);
        let heading = [title, (14.0, "Vårt uppdrag")];
        assert_eq!(read(kind::UNIT_PLAN, &heading), None);
        let committee = [title, (20.0, "Socialnämnden"), (11.0, "2025-01-02")];
        assert_eq!(read(kind::UNIT_PLAN, &committee), None);
    }
}
