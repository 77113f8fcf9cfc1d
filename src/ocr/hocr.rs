//! hOCR, as engines write what they recognised: lines with baselines, words with boxes and confidence.

use crate::geometry::Rect;
use crate::ocr::tolerances::{LEAST_SMALL, MOST_SMALL, SMALL_OF_LINE};

/// A word of an engine's output; all in samples of the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct HocrWord {
    /// Its text.
    pub text: String,
    /// The box of its ink.
    pub rect: Rect,
    /// Its baseline at its middle.
    pub base: f32,
    /// The height of its line's letters from the descenders' feet to the ascenders' tops.
    pub line_height: f32,
    /// The height of its line's small letters.
    pub x_height: f32,
    /// The number of its line.
    pub line: usize,
    /// How sure the engine is, in percent.
    pub confidence: u8,
}

/// A line as its title tells.
#[derive(Debug, Clone, Copy, Default)]
struct Line {
    left: f32,
    bottom: f32,
    slope: f32,
    offset: f32,
    size: f32,
    x_height: f32,
}

/// Reads the words of an hOCR page. `None` when it is none.
#[must_use]
pub fn words(hocr: &str) -> Option<Vec<HocrWord>> {
    if !hocr.contains("ocr_page") {
        return None;
    }
    let mut words = Vec::new();
    let mut line = Line::default();
    let mut lines = 0;
    // Elements hold no `<` outside their tags, so that each part is a tag and the text after it.
    let mut open: Option<HocrWord> = None;
    for part in hocr.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        if let Some(word) = &mut open {
            if tag.starts_with("/span") {
                words.extend(open.take().filter(|word| !word.text.is_empty()));
            } else {
                word.text.push_str(decoded(text).trim());
            }
            continue;
        }
        match attribute(tag, "class") {
            Some("ocr_line" | "ocr_header" | "ocr_caption" | "ocr_textfloat") => {
                line = line_of(attribute(tag, "title")?)?;
                lines += 1;
            }
            Some("ocrx_word") => {
                let title = attribute(tag, "title")?;
                let [x0, y0, x1, y1] = numbers(title, "bbox")?;
                let [confidence] = numbers(title, "x_wconf").unwrap_or([0.0]);
                let rect = Rect::new(x0, y0, x1, y1);
                open = Some(HocrWord {
                    text: decoded(text).trim().to_owned(),
                    rect,
                    base: line.bottom + line.offset + line.slope * (rect.mid_x() - line.left),
                    line_height: line.size,
                    x_height: line.x_height,
                    line: lines,
                    confidence: confidence.clamp(0.0, 100.0).round() as u8,
                });
            }
            _ => {}
        }
    }
    Some(words)
}

fn line_of(title: &str) -> Option<Line> {
    let [left, _, _, bottom] = numbers(title, "bbox")?;
    let [slope, offset] = numbers(title, "baseline").unwrap_or([0.0, 0.0]);
    let [size] = numbers(title, "x_size").unwrap_or([0.0]);
    let part = |name| numbers(title, name).map_or(0.0, |[part]| part);
    let small = size - part("x_descenders") - part("x_ascenders");
    let usual = SMALL_OF_LINE * size;
    // What no line has is told of no line.
    let told =
        (LEAST_SMALL * usual..MOST_SMALL * usual).contains(&small) && title.contains("x_ascenders");
    Some(Line {
        left,
        bottom,
        slope,
        offset,
        size,
        x_height: if told { small } else { usual },
    })
}

/// The value of an attribute, in quotes of either kind.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    loop {
        let at = rest.find(name)?;
        let before = rest[..at].chars().next_back();
        let after = &rest[at + name.len()..];
        if let Some(value) = after.strip_prefix('=')
            && before.is_some_and(char::is_whitespace)
        {
            let quote = value.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
            return value[1..].split(quote).next();
        }
        rest = after;
    }
}

/// The numbers of a property of a title: `bbox 1 2 3 4; x_wconf 90`.
fn numbers<const COUNT: usize>(title: &str, name: &str) -> Option<[f32; COUNT]> {
    let property = title
        .split(';')
        .map(str::trim)
        .find_map(|property| property.strip_prefix(name)?.strip_prefix(' '))?;
    let mut values = property.split_whitespace().map(str::parse::<f32>);
    let mut numbers = [0.0; COUNT];
    for number in &mut numbers {
        *number = values.next()?.ok().filter(|value| value.is_finite())?;
    }
    Some(numbers)
}

/// The text with its entities resolved.
fn decoded(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut parts = text.split('&');
    result.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let known = part.split_once(';').and_then(|(name, rest)| {
            let ch = match name {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "apos" => '\'',
                _ => {
                    let number = name.strip_prefix('#')?;
                    let code = match number.strip_prefix('x') {
                        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                        None => number.parse().ok()?,
                    };
                    char::from_u32(code)?
                }
            };
            Some((ch, rest))
        });
        if let Some((ch, rest)) = known {
            result.push(ch);
            result.push_str(rest);
        } else {
            result.push('&');
            result.push_str(part);
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<body><div class='ocr_page' id='page_1' title='image \"\"; bbox 0 0 800 600; ppageno 0'>\
        <p class='ocr_par' lang='swe'>\n\
        <span class='ocr_line' id='line_1_1' title=\"bbox 100 50 400 80; baseline 0.01 -6; x_size 30; x_descenders 6; x_ascenders 8\">\n\
        <span class='ocrx_word' id='word_1_1' title='bbox 100 50 200 80; x_wconf 96'>Vatten &amp;</span> \
        <span class='ocrx_word' id='word_1_2' title='bbox 300 50 400 80; x_wconf 41'><strong>5&#39;&gt;</strong></span>\n\
        <span class='ocrx_word' id='word_1_3' title='bbox 410 50 420 80; x_wconf 12'> </span>\n\
        </span></p></div></body>";

    #[test]
    fn words_come_with_baseline_height_and_confidence() {
        let words = words(PAGE).unwrap();
        let texts: Vec<&str> = words.iter().map(|word| &*word.text).collect();
        assert_eq!(texts, ["Vatten &", "5'>"]);
        assert_eq!(words[0].rect, Rect::new(100.0, 50.0, 200.0, 80.0));
        assert_eq!((words[0].base, words[0].line_height), (74.5, 30.0));
        assert_eq!(words[0].x_height, 16.0);
        assert_eq!((words[1].base, words[1].confidence), (76.5, 41));
    }

    #[test]
    fn what_is_no_page_or_cut_off_is_no_reason_to_panic() {
        assert_eq!(words("\u{0}junk"), None);
        assert_eq!(words("<div class='ocr_page'>"), Some(Vec::new()));
        for end in 0..PAGE.len() {
            if let Some(part) = PAGE.get(..end) {
                let _ = words(part);
            }
        }
    }
}
