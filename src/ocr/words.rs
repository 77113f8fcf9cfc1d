//! Recognised words become the characters of a page.

use crate::geometry::Rect;
use crate::ocr::bars;
use crate::ocr::hocr::HocrWord;
use crate::ocr::layer_words;
use crate::ocr::percent;
use crate::ocr::reading::{Prepared, ReadWord};
use crate::ocr::repair;
use crate::ocr::scan::Known;
use crate::ocr::sizes;
use crate::ocr::spaces;
use crate::ocr::stray;
use crate::ocr::tolerances::{
    ASCENT, BOLD_LINE, BOLD_WORD, CAPITAL_HEIGHT, COARSE_DPI, DESCENT, DOUBTED, FEWEST_STROKES,
    FIGURE_WIDTH, HEIGHTS_MEASURED, LEAST_SPACE, LEVEL_BASELINES, NARROWEST_NUMBER, NEARLY_BOLD,
    NEXT_LINE, SHORT_BOLD_LINE, SIGN_WIDTH, STROKE_WIDTH, TOLD_ANGLE,
};
use crate::pdf::{
    Fill, FontId, FontInfo, Glyph, PageContent, Picture, Recognised, Remark, Rgb, Rule, RuleSource,
    Severity, Shape, Visibility,
};

/// Words of an engine's output in points, with their looks. `picture` is what the engine saw.
#[must_use]
pub fn of_hocr(words: &[HocrWord], picture: &Picture) -> Vec<ReadWord> {
    let words = sizes::believed(words);
    let words = words.as_slice();
    let bold = bold(words, picture);
    let scale = 72.0 / picture.dpi;
    let heights = sizes::x_heights(words);
    let capital = sizes::capital(words) / CAPITAL_HEIGHT;
    let mut read: Vec<ReadWord> = words
        .iter()
        .zip(bold.iter().zip(&heights))
        .map(|(word, (bold, height))| ReadWord {
            text: word.text.clone(),
            rect: Rect::new(
                word.rect.x0 * scale,
                word.rect.y0 * scale,
                word.rect.x1 * scale,
                word.rect.y1 * scale,
            ),
            base: word.base * scale,
            size: height * capital * scale,
            bold: *bold,
            confidence: word.confidence,
            before: None,
        })
        .collect();
    read.retain(|word| word.size > 0.0 && word.rect.width() > 0.0);
    percent::settle(&mut read, picture);
    let mut read = spaces::settled(read, picture);
    bars::capitals(&mut read, picture);
    doubt_narrow(&mut read);
    level(&mut read);
    read
}

/// Numbers that have no room for their figures are doubted: an engine read a sign as a figure, or one figure as two.
pub(super) fn doubt_narrow(words: &mut [ReadWord]) {
    for word in words {
        let count = |is: fn(char) -> bool| word.text.chars().filter(|ch| is(*ch)).count();
        let figures = count(|ch| ch.is_ascii_digit());
        let signs = count(|ch| matches!(ch, ',' | '.'));
        if figures < 2 || figures + signs < word.text.chars().count() {
            continue;
        }
        let room = (FIGURE_WIDTH * figures as f32 + SIGN_WIDTH * signs as f32) * word.size;
        if word.rect.width() < NARROWEST_NUMBER * room {
            word.confidence = word.confidence.min(DOUBTED);
        }
    }
}

/// Which words are printed bold: all of a line with wide strokes, or one word whose strokes are much wider than usual.
fn bold(words: &[HocrWord], picture: &Picture) -> Vec<bool> {
    let strokes: Vec<Option<f32>> = words.iter().map(|word| stroke(word, picture)).collect();
    let mut known: Vec<f32> = strokes.iter().flatten().copied().collect();
    known.sort_by(f32::total_cmp);
    let Some(usual) = known.get(known.len() / 2).copied() else {
        return vec![false; words.len()];
    };
    let both: Vec<(&HocrWord, Option<f32>)> = words.iter().zip(strokes).collect();
    let lines: Vec<_> = both.chunk_by(|(a, _), (b, _)| a.line == b.line).collect();
    let widths: Vec<f32> = lines.iter().map(|line| mean(line) / usual).collect();
    let is_whole = |at: usize| {
        // A line by itself, or one that goes on with a bold one.
        let first = lines[at][0].0;
        let goes_on = lines.iter().zip(&widths).any(|(other, width)| {
            let other = other[0].0;
            let apart = (other.base - first.base).abs();
            *width > BOLD_LINE
                && apart < NEXT_LINE * first.line_height
                && (other.x_height - first.x_height).abs() <= HEIGHTS_MEASURED
        });
        let letters: usize = lines[at]
            .iter()
            .map(|(word, _)| word.text.chars().count())
            .sum();
        widths[at] > BOLD_LINE || goes_on && letters > SHORT_BOLD_LINE && widths[at] > NEARLY_BOLD
    };
    let of_line = |at: usize| {
        let whole = is_whole(at);
        let own =
            move |stroke: &Option<f32>| stroke.is_some_and(|stroke| stroke > BOLD_WORD * usual);
        lines[at]
            .iter()
            .map(move |(_, stroke)| whole || own(stroke))
    };
    (0..lines.len()).flat_map(of_line).collect()
}

/// The width of the strokes of a line's words; 0 where none was measured.
fn mean(line: &[(&HocrWord, Option<f32>)]) -> f32 {
    let measured = line.iter().filter_map(|(word, stroke)| {
        let letters = word.text.chars().count() as f32;
        stroke.map(|stroke| (letters, letters * stroke))
    });
    let (letters, sum) = measured.fold((0.0_f32, 0.0_f32), |all, own| {
        (all.0 + own.0, all.1 + own.1)
    });
    sum / letters.max(1.0)
}

/// The mean width of a word's upright strokes, as a share of its letters' height.
fn stroke(word: &HocrWord, picture: &Picture) -> Option<f32> {
    let bound = |at: f32, most: usize| (at.max(0.0) as usize).min(most);
    let (left, right) = (
        bound(word.rect.x0, picture.width),
        bound(word.rect.x1, picture.width),
    );
    let (top, bottom) = (
        bound(word.rect.y0, picture.height),
        bound(word.rect.y1, picture.height),
    );
    let longest = STROKE_WIDTH * word.line_height;
    let (mut sum, mut runs) = (0.0_f32, 0_usize);
    let rows = || (top..bottom).filter_map(|y| picture.row(y).get(left..right));
    let darkest = rows().flatten().min().copied()?;
    // Half way to white: letters may be grey.
    let middle = darkest.midpoint(u8::MAX);
    for row in rows() {
        for run in row.chunk_by(|a, b| (*a < middle) == (*b < middle)) {
            let dark = run.first().is_some_and(|sample| *sample < middle);
            if dark && run.len() as f32 <= longest {
                sum += run.len() as f32;
                runs += 1;
            }
        }
    }
    (runs >= FEWEST_STROKES && word.line_height > 0.0).then(|| sum / runs as f32 / word.line_height)
}

/// Words that stand beside each other get one baseline: engines measure each cell's by itself.
fn level(words: &mut [ReadWord]) {
    let mut order: Vec<usize> = (0..words.len()).collect();
    order.sort_by(|a, b| words[*a].base.total_cmp(&words[*b].base));
    let mut start = 0;
    while start < order.len() {
        let first = words[order[start]].base;
        let near =
            |index: &usize| words[*index].base - first < LEVEL_BASELINES * words[*index].size;
        let count = order[start..]
            .iter()
            .take_while(|index| near(index))
            .count()
            .max(1);
        let line = &order[start..start + count];
        let letters = |index: &usize| words[*index].text.chars().count().max(1) as f32;
        let all: f32 = line.iter().map(letters).sum();
        let mean = line
            .iter()
            .map(|index| words[*index].base * letters(index))
            .sum::<f32>()
            / all;
        for index in line {
            words[*index].base = mean;
        }
        start += count;
    }
}

/// Puts recognised words and ruling lines on their page. Words where letters are painted already are left out.
pub fn apply(page: &mut PageContent, prepared: &Prepared, words: &[ReadWord], known: &Known<'_>) {
    let words = repaired(page, prepared, words, known);
    (page.width, page.height) = (prepared.width, prepared.height);
    page.recognition = Recognised::Done;
    tell(page, prepared);
    tell_second(page, &words);
    add_rules(page, prepared);
    let painted: Vec<Rect> = page
        .glyphs
        .iter()
        .filter(|glyph| glyph.visibility == Visibility::Visible && !glyph.ch.is_whitespace())
        .map(|glyph| glyph.rect)
        .collect();
    let covered = |word: &ReadWord| {
        let inside = |rect: &&Rect| word.rect.contains(rect.mid_x(), rect.mid_y());
        painted.iter().filter(inside).count() * 2 > word.text.chars().count()
    };
    // What was recognised is neither certain nor a mere guess.
    let known = (Visibility::Visible, Glyph::CERTAIN - 1);
    add_words(page, &words, known, covered);
}

/// Puts the words of a text layer, as they stand in the picture, in the place of its letters; and tells what is other than it was.
pub fn put_right(page: &mut PageContent, prepared: &Prepared, known: &Known<'_>) {
    tell_missing(page, prepared);
    if prepared.layer.is_empty() {
        return;
    }
    let words = repaired(page, prepared, &prepared.layer, known);
    tell_second(page, &words);
    page.glyphs.retain(|glyph| !layer_words::is_level(glyph));
    add_words(
        page,
        &words,
        (Visibility::Invisible, Glyph::CERTAIN),
        |_| false,
    );
}

/// The words as the page and its picture put them right; what was done is told.
fn repaired(
    page: &mut PageContent,
    prepared: &Prepared,
    words: &[ReadWord],
    known: &Known<'_>,
) -> Vec<ReadWord> {
    let (mut words, repaired) = repair::words(words, known.layouts);
    page.remarks.extend(repaired);
    page.remarks.extend(known.vocabulary.put_right(&mut words));
    let (words, strays) = stray::settle(words, prepared);
    page.remarks.extend(strays);
    words
}

/// Adds the letters of words but of those that are left out. `known` is what a reader sees of them, and how sure they are at most.
fn add_words(
    page: &mut PageContent,
    words: &[ReadWord],
    known: (Visibility, u8),
    left_out: impl Fn(&ReadWord) -> bool,
) {
    let first = page.fonts.len();
    for bold in [false, true] {
        page.fonts.push(FontInfo {
            name: "recognised".to_owned(),
            bold,
            italic: false,
        });
    }
    let order = page.glyphs.len() as u32;
    for (number, word) in (0_u32..).zip(words) {
        let goes_on = words.get(number as usize + 1).is_some_and(|next| {
            let gap = next.rect.x0 - word.rect.x1;
            (next.base - word.base).abs() < f32::EPSILON && gap > 0.0 && gap < word.size
        });
        if left_out(word) {
            continue;
        }
        let font = FontId(u16::try_from(first + usize::from(word.bold)).unwrap_or(u16::MAX));
        add_word(&mut page.glyphs, word, (font, known), order + number);
        if goes_on {
            add_space(&mut page.glyphs, word.size);
        }
    }
}

/// The letters of a word, its width shared out by how wide such letters are as a rule.
fn add_word(
    glyphs: &mut Vec<Glyph>,
    word: &ReadWord,
    (font, (visibility, surest)): (FontId, (Visibility, u8)),
    order: u32,
) {
    let all: f32 = word.text.chars().map(width).sum();
    let bar = word.text.chars().all(crate::ocr::layer::is_bar);
    let mut x = word.rect.x0;
    for ch in word.text.chars() {
        let advance = word.rect.width() * width(ch) / all;
        glyphs.push(Glyph {
            ch,
            confidence: word.confidence.clamp(Glyph::GUESSED + 1, surest),
            rect: Rect::new(
                x,
                word.base - ASCENT * word.size,
                x + advance,
                word.base + DESCENT * word.size,
            ),
            x,
            y: word.base,
            size: word.size,
            angle: 0,
            font,
            color: Rgb(0, 0, 0),
            visibility: if bar { Visibility::Bar } else { visibility },
            mark: None,
            artifact: false,
            order,
            string: order,
        });
        x += advance;
    }
}

/// A space behind the last letter: the engine parts words by more than the gaps between them.
fn add_space(glyphs: &mut Vec<Glyph>, size: f32) {
    glyphs.extend(glyphs.last().copied().map(|last| Glyph {
        ch: ' ',
        rect: Rect::new(
            last.rect.x1,
            last.rect.y0,
            last.rect.x1 + LEAST_SPACE * size,
            last.rect.y1,
        ),
        x: last.rect.x1,
        ..last
    }));
}

/// How wide a letter is as a rule, as a share of the font size.
pub(super) fn width(ch: char) -> f32 {
    match ch {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'I' => 0.26,
        't' | 'f' | 'r' | '-' | '(' | ')' | '/' | '[' | ']' => 0.34,
        'm' | 'M' | 'W' | '%' | '\u{2014}' => 0.86,
        'w' => 0.72,
        _ if ch.is_uppercase() => 0.68,
        _ => 0.55,
    }
}

/// Puts the ruling lines, shades and spots of a picture on its page.
pub fn add_rules(page: &mut PageContent, prepared: &Prepared) {
    let lines = prepared.rules.iter().map(|line| Rule {
        rect: line.rect,
        horizontal: line.horizontal,
        source: RuleSource::Stroke,
        color: Rgb(0, 0, 0),
    });
    page.rules.extend(lines);
    let shades = prepared.shades.iter().map(|shade| Fill {
        rect: shade.rect,
        color: Rgb(shade.level, shade.level, shade.level),
        shape: Shape::Rectangle,
        order: 0,
        artifact: false,
    });
    page.fills.extend(shades);
    let spots = prepared.spots.iter().map(|spot| Fill {
        rect: spot.rect,
        color: Rgb(spot.level, spot.level, spot.level),
        shape: if spot.round {
            Shape::Ellipse
        } else {
            Shape::Rectangle
        },
        order: 0,
        artifact: false,
    });
    page.fills.extend(spots);
}

/// That places were read twice, and what was read first.
fn tell_second(page: &mut PageContent, words: &[ReadWord]) {
    let again = words
        .iter()
        .filter_map(|word| Some((word, word.before.as_ref()?)));
    let told: Vec<Remark> = again
        .map(|(word, before)| Remark {
            code: "lasning-andrad",
            severity: Severity::Info,
            message: if before.is_empty() {
                format!("{:?} was found by a second look only", word.text)
            } else {
                format!(
                    "what begins with {:?} was first read as {before:?}",
                    word.text
                )
            },
        })
        .collect();
    page.remarks.extend(told);
}

fn tell(page: &mut PageContent, prepared: &Prepared) {
    let degrees = f32::from(prepared.quarters) * 90.0 + prepared.degrees;
    if degrees.abs() > TOLD_ANGLE {
        page.remarks.push(Remark {
            code: "bild-vriden",
            severity: Severity::Info,
            message: format!(
                "the page's picture was turned by {degrees:.2} degrees to stand upright: places are those of the upright page"
            ),
        });
    }
    if prepared.scanned_dpi < COARSE_DPI {
        page.remarks.push(Remark {
            code: "bild-grov",
            severity: Severity::Warning,
            message: format!(
                "the page's picture has {:.0} samples in an inch: too few to recognise letters surely",
                prepared.scanned_dpi
            ),
        });
    }
    tell_missing(page, prepared);
}

/// Images that could not be decoded.
fn tell_missing(page: &mut PageContent, prepared: &Prepared) {
    for missing in &prepared.missing {
        page.remarks.push(Remark {
            code: "bild-olaslig",
            severity: Severity::Error,
            message: missing.clone(),
        });
    }
}
