//! How lines join.

use super::*;

fn line(text: &str, full: bool) -> Line {
    Line {
        full,
        ..Line::of(text)
    }
}

fn vocabulary<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Vocabulary {
    Vocabulary::new(lines, crate::grammar::Layouts::builtin().cues())
}

fn join(known: &[&str], lines: &[&str]) -> String {
    let known: Vec<Line> = known.iter().map(|text| line(text, false)).collect();
    let lines: Vec<Line> = lines.iter().map(|text| line(text, true)).collect();
    vocabulary(known.iter().chain(&lines)).join(&lines)
}

#[test]
fn two_long_words_on_full_lines_are_no_word() {
    assert_eq!(
        join(&[], &["frivilligverksamheten", "lokalinsatserna"]),
        "frivilligverksamheten lokalinsatserna"
    );
    assert_eq!(
        join(&[], &["trädgårdssamordnar", "e även"]),
        "trädgårdssamordnare även"
    );
    assert_eq!(
        join(&[], &["trädgårdsverks", "amheter"]),
        "trädgårdsverksamheter"
    );
    // Where words are longer, two halves may make one as long.
    assert_eq!(
        join(
            &["verksamhetsutvecklingsarbetet pågår"],
            &["kompetensutveckl", "ingsplanen"]
        ),
        "kompetensutvecklingsplanen"
    );
}

#[test]
fn hyphenated_words_are_made_whole() {
    assert_eq!(
        join(&["de arbetar hårt"], &["vi arbe-", "tar här"]),
        "vi arbetar här"
    );
    assert_eq!(
        join(&["de arbetar", "arbe-", "tar"], &["en hu-", "vudled"]),
        "en huvudled"
    );
}

#[test]
fn hyphens_that_belong_to_the_word_stay() {
    let known = &["arbe-", "tar och de arbetar"];
    assert_eq!(
        join(known, &["vård-", "och omsorgsboende"]),
        "vård- och omsorgsboende"
    );
    assert_eq!(join(known, &["i Norra-", "Ängby"]), "i Norra-Ängby");
    assert_eq!(
        join(known, &["en 14-", "dagarsperiod"]),
        "en 14- dagarsperiod"
    );
    assert_eq!(
        join(&["en 7-dagarsperiod"], &["en 14-", "dagarsperiod"]),
        "en 14-dagarsperiod"
    );
    assert_eq!(join(known, &["ett LSS-", "boende"]), "ett LSS-boende");
    assert_eq!(join(known, &["en e-", "tjänst"]), "en e-tjänst");
    assert_eq!(join(known, &["2021-", "12-31"]), "2021-12-31");
    assert_eq!(
        join(&["ett it-system", "arbe-", "tar arbetar"], &["it-", "stöd"]),
        "it-stöd"
    );
}

#[test]
fn narrow_cells_break_words_without_a_hyphen() {
    let known = &["för nämnd/styrelse", "av livsmedel i"];
    assert_eq!(join(known, &["nämnd/styrel", "se"]), "nämnd/styrelse");
    assert_eq!(join(known, &["livsmede", "l per år"]), "livsmedel per år");
    assert_eq!(join(known, &["nämnd/st", "yrelse"]), "nämnd/styrelse");
    assert_eq!(join(&["x"], &["förhålland", "e till"]), "förhållande till");
    assert_eq!(join(&["x"], &["kvinnor/", "flickor"]), "kvinnor/flickor");
}

#[test]
fn full_lines_of_whole_words_keep_their_space() {
    let known = &["ekonomiskt bistånd till", "många personer med"];
    assert_eq!(
        join(known, &["ekonomiskt", "bistånd"]),
        "ekonomiskt bistånd"
    );
    assert_eq!(
        join(known, &["ett nytt", "uttryckligt"]),
        "ett nytt uttryckligt"
    );
}

#[test]
fn a_space_drawn_at_the_lines_end_parts_words() {
    let mut lines = [line("inom LSS-", true), line("verksamheterna", false)];
    lines[0].ends_in_space = true;
    assert_eq!(vocabulary(&lines).join(&lines), "inom LSS- verksamheterna");
}

#[test]
fn words_broken_by_hand_before_a_space_are_whole_where_the_document_has_them() {
    let vocabulary = vocabulary(&[line("Årets budgetavvikelse är liten", false)]);
    let joint = |first: &str, second: &str| {
        let mut first = line(first, false);
        first.ends_in_space = true;
        vocabulary.joints(&[first, line(second, false)])[0].0
    };
    assert_eq!(joint("Budget-", "avvikelse"), Joint::DropHyphen);
    assert_eq!(joint("Budget-", "process"), Joint::Space);
    assert_eq!(joint("Budget-", "och ekonomi"), Joint::Space);
}

#[test]
fn a_dash_is_no_hyphen() {
    assert_eq!(join(&[], &["januari -", "juni"]), "januari - juni");
}

/// The same with the lexicon, and the grounds.
fn told(known: &[&str], lines: &[(&str, bool)]) -> (String, Vec<Ground>) {
    let known: Vec<Line> = known.iter().map(|text| line(text, false)).collect();
    let lines: Vec<Line> = lines.iter().map(|(text, full)| line(text, *full)).collect();
    let mut vocabulary = vocabulary(known.iter().chain(&lines));
    vocabulary.ask(Lexicon::Swedish);
    let grounds = vocabulary
        .joints(&lines)
        .iter()
        .map(|told| told.1)
        .collect();
    (vocabulary.join(&lines), grounds)
}

#[test]
fn the_lexicon_tells_what_the_document_does_not() {
    let whole = |lines: &[&str]| {
        let lines: Vec<(&str, bool)> = lines.iter().map(|text| (*text, true)).collect();
        told(&[], &lines)
    };
    let by_lexicon = |text: &str, ends: usize| (text.to_owned(), vec![Ground::Lexicon; ends]);
    assert_eq!(
        whole(&["Stockholm", "arnas"]),
        by_lexicon("Stockholmarnas", 1)
    );
    assert_eq!(
        whole(&["Resultatenhetens", "namn"]),
        by_lexicon("Resultatenhetens namn", 1)
    );
    assert_eq!(
        whole(&["kompetensutvecklingsforu", "m"]),
        by_lexicon("kompetensutvecklingsforum", 1)
    );
    // Over three lines, and behind another word.
    assert_eq!(
        whole(&["samverkansöver", "enskommel", "sen"]),
        by_lexicon("samverkansöverenskommelsen", 2)
    );
    assert_eq!(
        whole(&["för kommunst", "yrelsen"]),
        by_lexicon("för kommunstyrelsen", 1)
    );
    // A noun with the `s` that links it ends no line.
    assert_eq!(
        whole(&["verksamhets", "berättelsen"]),
        by_lexicon("verksamhetsberättelsen", 1)
    );
    assert_eq!(whole(&["verksamhet", "en"]), by_lexicon("verksamheten", 1));
}

#[test]
fn what_may_be_one_word_or_two_is_left_and_told() {
    let barn = ("barn omsorg".to_owned(), vec![Ground::Doubt]);
    assert_eq!(told(&[], &[("barn", true), ("omsorg", true)]), barn);
    // The document's own words come first.
    let known = ("barnomsorg".to_owned(), vec![Ground::Document]);
    assert_eq!(
        told(&["en barnomsorg för"], &[("barn", true), ("omsorg", true)]),
        known
    );
}

#[test]
fn a_line_with_room_is_broken_only_before_what_is_no_word() {
    let joined = |lines| told(&[], lines).0;
    assert_eq!(
        joined(&[("kommunst", false), ("yrelsen", false)]),
        "kommunstyrelsen"
    );
    assert_eq!(
        joined(&[("äldre", false), ("omsorgen", false)]),
        "äldre omsorgen"
    );
    assert_eq!(
        joined(&[("i kommun", false), ("styrelsen", false)]),
        "i kommun styrelsen"
    );
}

/// The same in a document whose cells are filled to the last letter.
fn filled(first: &str, second: &str) -> (String, Ground) {
    let lines = [line(first, true), line(second, true)];
    let mut vocabulary = vocabulary(&lines);
    vocabulary.ask(Lexicon::Swedish);
    let mut habit = Habit::default();
    for _ in 0..8 {
        habit.count_line(true);
    }
    habit.count(false, true);
    vocabulary.used_to(habit);
    (vocabulary.join(&lines), vocabulary.joints(&lines)[0].1)
}

#[test]
fn cells_filled_to_the_last_letter_break_words_behind_others() {
    let joined = |first: &str, second: &str| filled(first, second).0;
    // Names, which nobody knows, and words of parts that need not stand together.
    assert_eq!(
        joined("Nils Holgersso", "n, rektor"),
        "Nils Holgersson, rektor"
    );
    assert_eq!(joined("är färdi", "gbehandlad"), "är färdigbehandlad");
    // Ends between words are there too.
    for (first, second) in [
        ("Vi som har", "qvistat"),
        ("index HME", "KS"),
        ("efter Berglund", "en del"),
        ("verksamheten", "enligt plan"),
        ("tillgänglighet", "m.m. enligt"),
    ] {
        assert_eq!(joined(first, second), format!("{first} {second}"));
    }
    let doubt = ("sin egen förmåga".to_owned(), Ground::Doubt);
    assert_eq!(filled("sin egen", "förmåga"), doubt);
}

#[test]
fn words_in_capitals_are_broken_with_a_hyphen_too() {
    let joined = |first, second| told(&[], &[(first, true), (second, true)]).0;
    assert_eq!(joined("BÄSTA UTVECK-", "LING"), "BÄSTA UTVECKLING");
    assert_eq!(joined("STARK TILL-", "VÄXT"), "STARK TILLVÄXT");
    assert_eq!(joined("NYTT IT-", "STÖD"), "NYTT IT-STÖD");
    assert_eq!(joined("NYA KF-", "MÅL"), "NYA KF-MÅL");
}

#[test]
fn several_hyphens_in_a_word_are_meant() {
    let known = &["arbe-", "tar arbetar"];
    let joined = |first, second| told(known, &[(first, true), (second, false)]).0;
    assert_eq!(
        joined("samverkan skola-", "socialtjänst-polis"),
        "samverkan skola-socialtjänst-polis"
    );
    assert_eq!(
        joined("en nöjd-kund-", "undersökning"),
        "en nöjd-kund-undersökning"
    );
}
