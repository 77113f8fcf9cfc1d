//! What a document holds, counted, and whether all of it found its place.

use std::collections::{BTreeMap, HashMap, HashSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Allvar, Diagnostic, Handling, Mal, Plats, Redovisning};

/// The code of a page that is a picture without a text layer.
const PICTURE: &str = "sida-utan-text";
/// Codes of text in `otolkat` that no reader of the page sees as text: it is no objection.
const UNSEEN: [&str; 6] = [
    "bortklippt-text",
    "osynlig-farg",
    "osynlig-text",
    "overtackt-text",
    "streck-som-tecken",
    "text-utanfor-sidan",
];

/// Characters of text layers, white space aside, and where they went.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Letters {
    /// All: the sum of the others.
    pub read: u64,
    /// In goals and rows.
    pub rows: u64,
    /// In prose.
    pub prose: u64,
    /// In other tables.
    pub tables: u64,
    /// In page headers and footers.
    pub page_texts: u64,
    /// In labels.
    pub labels: u64,
    /// With a line through them.
    pub struck_out: u64,
    /// In `otolkat`.
    pub unplaced: u64,
}

impl Letters {
    fn of(account: &Redovisning) -> Self {
        Self {
            read: account.tecken,
            rows: account.poster,
            prose: account.avsnitt,
            tables: account.tabeller,
            page_texts: account.sidtexter,
            labels: account.etiketter,
            struck_out: account.overstruket,
            unplaced: account.otolkat,
        }
    }

    fn add(&mut self, other: &Self) {
        self.read += other.read;
        self.rows += other.rows;
        self.prose += other.prose;
        self.tables += other.tables;
        self.page_texts += other.page_texts;
        self.labels += other.labels;
        self.struck_out += other.struck_out;
        self.unplaced += other.unplaced;
    }
}

/// What a second reader saw of the same pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Audited {
    /// Pages that both read.
    pub pages: u64,
    /// Pages of them on which they agree.
    pub pages_agreed: u64,
    /// Letters and digits that this program reads on those pages.
    pub letters: u64,
    /// Letters and digits of them that the second reader reads, too.
    pub letters_agreed: u64,
}

impl Audited {
    fn add(&mut self, other: &Self) {
        self.pages += other.pages;
        self.pages_agreed += other.pages_agreed;
        self.letters += other.letters;
        self.letters_agreed += other.letters_agreed;
    }
}

/// What a document holds, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// Pages; 0 for a text.
    pub pages: u64,
    /// Goals of all levels.
    pub goals: u64,
    /// Indicators.
    pub indicators: u64,
    /// Activities.
    pub activities: u64,
    /// Tables that no layout claims.
    pub tables: u64,
    /// Pages that are pictures without a text layer.
    pub pages_without_text: u64,
    /// The account of letters.
    pub letters: Letters,
    /// What a second reader saw; null if none was asked.
    pub audit: Option<Audited>,
    /// What could not be read, by code.
    pub missing: BTreeMap<String, u64>,
    /// Diagnostics of severity `fel` by code.
    pub errors: BTreeMap<String, u64>,
    /// Diagnostics of severity `varning` by code.
    pub warnings: BTreeMap<String, u64>,
    /// Diagnostics of severity `info` by code.
    pub infos: BTreeMap<String, u64>,
}

impl Summary {
    /// Counts a document.
    #[must_use]
    pub fn of(handling: &Handling) -> Self {
        let mut summary = Self {
            pages: handling.kalla.sidor.map_or(0, u64::from),
            indicators: handling.indikatorer.len() as u64,
            activities: handling.aktiviteter.len() as u64,
            tables: handling.tabeller.len() as u64,
            letters: Letters::of(&handling.redovisning),
            ..Self::default()
        };
        let mut pictures = HashSet::new();
        for missing in &handling.redovisning.saknas {
            *summary.missing.entry(missing.kod.clone()).or_default() += 1;
            if missing.kod == PICTURE {
                pictures.insert(missing.sida);
            }
        }
        summary.pages_without_text = pictures.len() as u64;
        summary.count_goals(&handling.mal);
        for diagnostic in &handling.diagnostik {
            let codes = match diagnostic.allvar {
                Allvar::Fel => &mut summary.errors,
                Allvar::Varning => &mut summary.warnings,
                Allvar::Info => &mut summary.infos,
            };
            *codes.entry(diagnostic.kod.clone()).or_default() += 1;
        }
        summary
    }

    fn count_goals(&mut self, goals: &[Mal]) {
        // A list of its own instead of recursion: the depth comes from the document.
        let mut waiting: Vec<&Mal> = goals.iter().collect();
        while let Some(goal) = waiting.pop() {
            self.goals += 1;
            self.indicators += goal.indikatorer.len() as u64;
            self.activities += goal.aktiviteter.len() as u64;
            self.tables += goal.tabeller.len() as u64;
            waiting.extend(&goal.mal);
        }
    }

    /// Adds another document's counts.
    pub fn add(&mut self, other: &Self) {
        self.pages += other.pages;
        self.goals += other.goals;
        self.indicators += other.indicators;
        self.activities += other.activities;
        self.tables += other.tables;
        self.pages_without_text += other.pages_without_text;
        self.letters.add(&other.letters);
        if let Some(audit) = &other.audit {
            self.audit.get_or_insert_default().add(audit);
        }
        for (mine, others) in [
            (&mut self.missing, &other.missing),
            (&mut self.errors, &other.errors),
            (&mut self.warnings, &other.warnings),
            (&mut self.infos, &other.infos),
        ] {
            for (code, count) in others {
                *mine.entry(code.clone()).or_default() += count;
            }
        }
    }
}

/// What could not be read of the file: the first such part, with how many there are.
#[must_use]
pub fn incompleteness(handling: &Handling) -> Option<String> {
    let missing = &handling.redovisning.saknas;
    let first = missing.first()?;
    let page = (first.sida).map_or_else(String::new, |page| format!("page {page}: "));
    let more = match missing.len() {
        1 => String::new(),
        count => format!(" (and {} more in \"saknas\")", count - 1),
    };
    Some(format!("{page}{} [{}]{more}", first.skal, first.kod))
}

/// What a strict caller objects to beside: text that a reader sees and that found no place, or an account of letters
/// that does not add up.
#[must_use]
pub fn objection(handling: &Handling) -> Option<String> {
    // What no reader sees is told once for a page, with the box around all of it; what else has no place, each by itself.
    let (unseen, others): (Vec<_>, Vec<_>) =
        (handling.diagnostik.iter()).partition(|remark| UNSEEN.contains(&remark.kod.as_str()));
    let unseen: HashMap<u32, Vec<[f64; 4]>> = boxes(&unseen);
    let others: HashSet<_> = (others.iter())
        .filter_map(|remark| remark.plats.first().map(key))
        .collect();
    let is_seen = |plats: &[Plats]| match plats.first() {
        Some(place @ Plats::Sida { sida, ruta }) if !others.contains(&key(place)) => {
            let ruta = ruta.map(|side| side.get());
            let around = |all: &[f64; 4]| {
                all[0] <= ruta[0] && all[1] <= ruta[1] && all[2] >= ruta[2] && all[3] >= ruta[3]
            };
            !unseen
                .get(sida)
                .is_some_and(|boxes| boxes.iter().any(around))
        }
        _ => true,
    };
    let mut seen = handling.otolkat.iter().filter(|text| is_seen(&text.plats));
    if let Some(first) = seen.next() {
        let count = 1 + seen.count();
        return Some(format!(
            "{} no place in the output (\"otolkat\"), the first is \"{}\"",
            if count == 1 {
                "1 text has".to_owned()
            } else {
                format!("{count} texts have")
            },
            first.text.chars().take(60).collect::<String>()
        ));
    }
    let account = &handling.redovisning;
    let sum = account.placed();
    (sum != account.tecken).then(|| {
        format!(
            "the account of letters (\"redovisning\") does not add up: {} read, {sum} placed",
            account.tecken
        )
    })
}

/// The boxes of remarks, by page.
fn boxes(remarks: &[&Diagnostic]) -> HashMap<u32, Vec<[f64; 4]>> {
    let mut boxes: HashMap<u32, Vec<[f64; 4]>> = HashMap::new();
    for place in remarks.iter().flat_map(|remark| &remark.plats) {
        if let Plats::Sida { sida, ruta } = place {
            let of_page = boxes.entry(*sida).or_default();
            of_page.push(ruta.map(|side| side.get()));
        }
    }
    boxes
}

/// A place to look for: page and box, or lines.
fn key(place: &Plats) -> (u32, [u64; 4]) {
    match place {
        Plats::Sida { sida, ruta } => (*sida, ruta.map(|side| side.get().to_bits())),
        Plats::Rader { rad: [first, last] } => (0, [u64::from(*first), u64::from(*last), 0, 0]),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::convert::{Input, convert};
    use crate::grammar::Layouts;
    use crate::options::Options;
    use crate::output::{Otolkat, Saknas, Tal};

    fn handling() -> Handling {
        let input = Input {
            name: "a.txt",
            bytes: &Arc::new("Verksamhetsplan 2024\n\nNämnden arbetar.\n".into()),
            sha256: None,
        };
        convert(&input, &Layouts::builtin(), &Options::default()).unwrap()
    }

    #[test]
    fn a_whole_document_is_complete() {
        assert_eq!(incompleteness(&handling()), None);
        assert_eq!(objection(&handling()), None);
    }

    #[test]
    fn a_text_without_a_place_is_an_objection() {
        let mut handling = handling();
        handling.otolkat.push(Otolkat {
            text: "vilse".to_owned(),
            plats: Vec::new(),
        });
        assert!(objection(&handling).unwrap().contains("\"vilse\""));
        assert_eq!(incompleteness(&handling), None, "it was read");
    }

    #[test]
    fn a_text_that_nobody_sees_is_no_objection() {
        let mut handling = handling();
        let ruta = [10.0, 20.0, 30.0, 40.0].map(Tal::coordinate);
        let plats = vec![Plats::Sida { sida: 1, ruta }];
        handling.otolkat.push(Otolkat {
            text: "dold".to_owned(),
            plats: plats.clone(),
        });
        assert!(objection(&handling).is_some());
        // One remark stands for all such text of a page.
        let ruta = [10.0, 15.0, 90.0, 200.0].map(Tal::coordinate);
        let all = vec![Plats::Sida { sida: 1, ruta }];
        let remark = Diagnostic::new("osynlig-text", Allvar::Varning, "m").at(all);
        handling.diagnostik.push(remark);
        assert_eq!(objection(&handling), None);
        let remark = Diagnostic::new("text-utan-plats", Allvar::Varning, "m").at(plats);
        handling.diagnostik.push(remark);
        assert!(
            objection(&handling).is_some(),
            "it is told to have no place"
        );
    }

    #[test]
    fn what_could_not_be_read_is_told_with_its_page() {
        let mut handling = handling();
        for sida in [Some(3), None] {
            handling.redovisning.saknas.push(Saknas {
                sida,
                skal: "the page is a picture".to_owned(),
                kod: PICTURE.to_owned(),
            });
        }
        assert_eq!(
            incompleteness(&handling).unwrap(),
            "page 3: the page is a picture [sida-utan-text] (and 1 more in \"saknas\")"
        );
        assert_eq!(Summary::of(&handling).missing[PICTURE], 2);
    }

    #[test]
    fn letters_that_do_not_add_up_are_an_objection() {
        let mut handling = handling();
        handling.redovisning.tecken += 1;
        assert!(objection(&handling).unwrap().contains("does not add up"));
    }

    #[test]
    fn diagnostics_are_counted_by_severity_and_code() {
        let mut handling = handling();
        for (code, severity) in [
            ("a", Allvar::Fel),
            ("b", Allvar::Varning),
            ("b", Allvar::Varning),
        ] {
            handling
                .diagnostik
                .push(Diagnostic::new(code, severity, "m"));
        }
        let mut summary = Summary::of(&handling);
        summary.add(&summary.clone());
        assert_eq!(summary.errors.get("a"), Some(&2));
        assert_eq!(summary.warnings.get("b"), Some(&4));
    }
}
