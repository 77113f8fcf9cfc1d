//! Fonts: what a code in a string means, how far it moves, and what the font looks like.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use hayro_cmap::{BfString, CMap, CidFamily};
use hayro_font::{
    CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn, OutlineFontData,
};
use hayro_syntax::object::{Array, Dict, Name, ObjRef, Stream, String as PdfString};
use hayro_syntax::xref::XRef;
use kurbo::Vec2;
use skrifa::MetadataProvider;

use crate::pdf::FontInfo;
use crate::pdf::file::streams::{self, Decoded};
use crate::pdf::text::codes::{Code, Codes, PlainCode};
use crate::pdf::text::looks::{extent, info, type3_extent};
use crate::pdf::text::to_unicode::ToUnicode;
use crate::pdf::text::unicode::{self, UNKNOWN};

/// Advance of a glyph of a font that cannot be read at all.
const FALLBACK_ADVANCE: f64 = 0.5;
/// A font as the interpreter uses it.
pub(crate) struct LoadedFont<'a> {
    /// Its number among the fonts that were loaded.
    pub(crate) number: u32,
    /// Name, weight, slope.
    pub(crate) info: FontInfo,
    /// Height above the baseline in ems.
    pub(crate) ascent: f64,
    /// Depth below the baseline in ems, negative.
    pub(crate) descent: f64,
    /// Whether the font could be read.
    pub(crate) readable: bool,
    program: Program<'a>,
    /// A composite font: codes are numbers of glyphs or of a character collection.
    composite: bool,
    /// The font program is in the file, not a stand-in for it.
    embedded: bool,
    /// Unicode of the character collection's numbers, for Adobe's collections.
    collection: Option<CMap>,
    /// What the font's map of characters tells where the library reads none.
    to_unicode: ToUnicode,
    codes: RefCell<Codes>,
    /// Characters by glyph from the font's own character map.
    reverse: OnceCell<HashMap<u32, char>>,
}

enum Program<'a> {
    Font(Font<'a>),
    /// A font that cannot be read: bytes for each code, and its `/ToUnicode`.
    Unreadable {
        bytes: usize,
        to_unicode: Option<Box<CMap>>,
    },
}

/// Loads fonts once for all pages that a reader reads.
pub(crate) struct Fonts<'a> {
    cache: FontCache<'a>,
    /// Those that are objects of their own.
    fonts: RefCell<HashMap<ObjRef, Rc<LoadedFont<'a>>>>,
    /// What stands in for a missing one.
    missing: OnceCell<Rc<LoadedFont<'a>>>,
    /// How many were loaded.
    count: Cell<u32>,
    font_resolver: FontResolverFn,
    cmap_resolver: CMapResolverFn,
    xref: &'a XRef,
    limit: u64,
}

impl<'a> Fonts<'a> {
    /// No fonts of a file yet; streams of fonts may be decoded to `limit` bytes each.
    pub(crate) fn new(xref: &'a XRef, limit: u64) -> Self {
        Self {
            xref,
            limit,
            cache: FontCache::new(),
            fonts: RefCell::default(),
            missing: OnceCell::new(),
            count: Cell::new(0),
            font_resolver: Arc::new(|query| {
                Some(match query {
                    FontQuery::Standard(font) => font.get_font_data(),
                    FontQuery::Fallback(query) => query.pick_standard_font().get_font_data(),
                })
            }),
            cmap_resolver: Arc::new(hayro_cmap::load_embedded),
        }
    }

    /// A font that was loaded before.
    pub(crate) fn loaded(&self, reference: ObjRef) -> Option<Rc<LoadedFont<'a>>> {
        self.fonts.borrow().get(&reference).cloned()
    }

    /// The font of a font dictionary; always one, perhaps an unreadable one. One that is an object of its own is loaded
    /// once.
    pub(crate) fn load(&self, reference: Option<ObjRef>, dict: &Dict<'a>) -> Rc<LoadedFont<'a>> {
        if let Some(known) = reference.and_then(|reference| self.loaded(reference)) {
            return known;
        }
        // What leads to a dictionary decides what can be read of it where objects stand in each other: a font that several
        // pages share is read by its number.
        let own = reference.and_then(|reference| self.xref.get::<Dict<'a>>(reference.into()));
        let font = Rc::new(self.build(own.as_ref().unwrap_or(dict)));
        if let Some(reference) = reference {
            self.fonts.borrow_mut().insert(reference, Rc::clone(&font));
        }
        font
    }

    /// The font of text whose font is missing.
    pub(crate) fn missing(&self) -> Rc<LoadedFont<'a>> {
        let missing = || Rc::new(self.build(&Dict::empty()));
        Rc::clone(self.missing.get_or_init(missing))
    }

    fn build(&self, dict: &Dict<'a>) -> LoadedFont<'a> {
        let subtype = dict.get::<Name<'_>>("Subtype");
        let composite = subtype
            .as_ref()
            .is_some_and(|name| name.as_ref() == b"Type0");
        let type3 = subtype.is_some_and(|name| name.as_ref() == b"Type3");
        let descendant = dict
            .get::<Array<'a>>("DescendantFonts")
            .and_then(|fonts| fonts.iter::<Dict<'a>>().next());
        let descriptor = dict
            .get::<Dict<'a>>("FontDescriptor")
            .or_else(|| descendant.as_ref()?.get::<Dict<'a>>("FontDescriptor"));
        let streams = [
            (Some(dict), "ToUnicode"),
            (Some(dict), "Encoding"),
            (descendant.as_ref(), "CIDToGIDMap"),
            (descriptor.as_ref(), "FontFile"),
            (descriptor.as_ref(), "FontFile2"),
            (descriptor.as_ref(), "FontFile3"),
        ];
        let fits = streams.iter().all(|(dict, key)| {
            let stream = dict.and_then(|dict| dict.get::<Stream<'_>>(key));
            stream.is_none_or(|stream| streams::fits(&stream, self.limit))
        });
        let font = if fits {
            self.cache
                .font(dict, &self.font_resolver, &self.cmap_resolver)
        } else {
            None
        };
        let (ascent, descent) = if type3 {
            type3_extent(dict)
        } else {
            extent(descriptor.as_ref())
        };
        let readable = font.is_some();
        let program = font.map_or_else(
            || Program::Unreadable {
                bytes: if composite { 2 } else { 1 },
                to_unicode: self.to_unicode(dict).map(Box::new),
            },
            Program::Font,
        );
        let embedded = descriptor.as_ref().is_some_and(|d| {
            ["FontFile", "FontFile2", "FontFile3"]
                .iter()
                .any(|key| d.contains_key(key))
        });
        let collection = descendant.as_ref().and_then(|font| self.collection(font));
        let number = self.count.get();
        self.count.set(number.wrapping_add(1));
        LoadedFont {
            number,
            composite,
            embedded,
            collection,
            to_unicode: ToUnicode::of(dict, self.limit, |data| self.cmap(data).is_some()),
            info: info(dict, descriptor.as_ref()),
            ascent,
            descent,
            readable,
            program,
            codes: RefCell::default(),
            reverse: OnceCell::new(),
        }
    }

    /// The map of Adobe's character collections for Chinese, Japanese and Korean.
    fn collection(&self, descendant: &Dict<'a>) -> Option<CMap> {
        let system = descendant.get::<Dict<'a>>("CIDSystemInfo")?;
        let part = |key: &str| {
            system
                .get::<PdfString<'_>>(key)
                .map(|text| text.as_bytes().to_vec())
        };
        let family = CidFamily::from_registry_ordering(&part("Registry")?, &part("Ordering")?);
        let resolver = Arc::clone(&self.cmap_resolver);
        CMap::parse(resolver(family.ucs2_cmap()?)?, move |name| resolver(name))
    }

    fn to_unicode(&self, dict: &Dict<'a>) -> Option<CMap> {
        let Decoded::Whole(data) =
            streams::decode_up_to(&dict.get::<Stream<'_>>("ToUnicode")?, self.limit)
        else {
            return None;
        };
        self.cmap(&data)
    }

    fn cmap(&self, data: &[u8]) -> Option<CMap> {
        let resolver = Arc::clone(&self.cmap_resolver);
        CMap::parse(data, move |name| resolver(name))
    }
}

impl LoadedFont<'_> {
    /// Whether the text runs from left to right, not downwards.
    pub(crate) fn is_horizontal(&self) -> bool {
        match &self.program {
            Program::Font(font) => font.is_horizontal(),
            Program::Unreadable { .. } => true,
        }
    }

    /// The code at an offset of a string, its length in bytes (at least 1), and what it stands for.
    pub(crate) fn read(&self, bytes: &[u8], offset: usize) -> (u32, usize, Rc<Code>) {
        if let Some((code, length, known)) = self.codes.borrow().read(bytes, offset, self.composite)
        {
            return (code.into(), length, Rc::clone(known));
        }
        self.read_new(bytes, offset)
    }

    /// The code at an offset of a string if it stands for one letter and nothing else.
    #[inline] // It is called for every glyph.
    pub(crate) fn plain(&self, bytes: &[u8], offset: usize) -> Option<PlainCode> {
        if let Some((code, length, known)) = self.codes.borrow().read(bytes, offset, self.composite)
        {
            return PlainCode::of(code.into(), length, known);
        }
        let (code, length, meaning) = self.read_new(bytes, offset);
        PlainCode::of(code, length, &meaning)
    }

    /// The same for a code that was not read before.
    #[inline(never)]
    fn read_new(&self, bytes: &[u8], offset: usize) -> (u32, usize, Rc<Code>) {
        let (code, length) = self.read_code(bytes, offset);
        let meaning = self.code(code);
        // Whether two bytes are a code depends on nothing after them.
        if self.composite
            && let Some(two) = bytes.get(offset..).and_then(<[u8]>::first_chunk)
            && (length, code) == (2, u16::from_be_bytes(*two).into())
        {
            let pair = u16::from_be_bytes(*two);
            self.codes.borrow_mut().insert_pair(pair, &meaning);
        }
        (code, length, meaning)
    }

    fn read_code(&self, bytes: &[u8], offset: usize) -> (u32, usize) {
        match &self.program {
            Program::Font(font) => {
                let (code, length) = font.read_code(bytes, offset);
                (code, length.max(1))
            }
            Program::Unreadable { bytes: size, .. } => {
                let code = bytes.iter().skip(offset).take(*size);
                (
                    code.fold(0, |all, byte| (all << 8) | u32::from(*byte)),
                    *size,
                )
            }
        }
    }

    /// What a code stands for.
    fn code(&self, code: u32) -> Rc<Code> {
        if let Some(known) = self.codes.borrow().get(code) {
            return Rc::clone(known);
        }
        let meaning = Rc::new(self.look_up(code));
        self.codes.borrow_mut().insert(code, &meaning);
        meaning
    }

    fn look_up(&self, code: u32) -> Code {
        let (text, advance, displacement) = match &self.program {
            Program::Font(font) => {
                let glyph = font.glyph(font.map_code(code), code);
                let text = match &glyph {
                    FontGlyph::Outline(outline) => outline
                        .as_unicode()
                        .or_else(|| self.collection.as_ref()?.lookup_bf_string(code))
                        .or_else(|| {
                            let glyph = outline.glyph_id().to_u32();
                            self.embedded
                                .then(|| self.by_own_map(glyph, || outline.font_data()))?
                        }),
                    FontGlyph::Type3(type3) => type3.as_unicode(),
                };
                (
                    text,
                    font.code_advance(code) / 1000.0,
                    font.origin_displacement(code) / 1000.0,
                )
            }
            Program::Unreadable { to_unicode, .. } => (
                to_unicode
                    .as_ref()
                    .and_then(|map| map.lookup_bf_string(code)),
                Vec2::new(FALLBACK_ADVANCE, 0.0),
                Vec2::ZERO,
            ),
        };
        let (letters, certain) = match self.to_unicode.characters(code) {
            Some(told) if !told.is_empty() => self.letters(code, Some(BfString::String(told))),
            // The glyphs of a composite font have numbers that only its map tells the meaning of.
            _ if self.composite && self.to_unicode.is_lost() => (self.letters(code, text).0, false),
            _ => self.letters(code, text),
        };
        let finite = |vector: Vec2| {
            if vector.is_finite() {
                vector
            } else {
                Vec2::ZERO
            }
        };
        let displacement = finite(displacement);
        let plain = match letters[..] {
            [ch] if certain && displacement == Vec2::ZERO => {
                Some(ch).filter(|ch| unicode::as_mark(*ch).is_none())
            }
            _ => None,
        };
        Code {
            letters,
            certain,
            plain,
            advance: finite(advance),
            displacement,
        }
    }

    fn letters(&self, code: u32, text: Option<BfString>) -> (Vec<char>, bool) {
        let told = match text {
            Some(BfString::Char('\0')) | None => None,
            // The map says that it does not know; of a font that is not in the file the usual encoding tells more.
            Some(BfString::Char(UNKNOWN)) if !self.embedded && !self.composite => None,
            Some(BfString::Char(ch)) => Some(ch.to_string()),
            Some(BfString::String(text)) => Some(text),
        };
        // What the codes of Wingdings look like is no letter, whatever encoding or map say.
        if self.info.name.starts_with("Wingdings") {
            let shown = told
                .as_deref()
                .and_then(|told| told.chars().next())
                .map_or(code, u32::from);
            if let Some(symbol) = unicode::symbol_font(&self.info.name, shown) {
                return (vec![symbol], true);
            }
        }
        if let Some(told) = told {
            let letters = unicode::letters(&told);
            let certain = !letters
                .iter()
                .any(|ch| *ch == UNKNOWN || unicode::is_private(*ch));
            return (letters, certain);
        }
        if let Some(symbol) = unicode::symbol_font(&self.info.name, code) {
            return (vec![symbol], true);
        }
        let guess = match (self.composite, u8::try_from(code)) {
            // Glyph numbers of a font that is not in the file: fonts of Windows number ASCII from 3 on.
            (true, Ok(glyph @ 3..=0x61)) if !self.embedded => char::from(glyph + 29),
            (false, Ok(byte)) if byte.is_ascii_graphic() || byte == b' ' || byte >= 0xA1 => {
                char::from(byte)
            }
            _ => UNKNOWN,
        };
        (vec![guess], false)
    }

    /// The character that the font program's own map leads to this glyph from: subset fonts that are addressed by glyph
    /// number (Identity-H) and carry no `/ToUnicode`.
    fn by_own_map(
        &self,
        glyph: u32,
        data: impl FnOnce() -> Option<OutlineFontData>,
    ) -> Option<BfString> {
        let reverse = self
            .reverse
            .get_or_init(|| data().map(reverse_map).unwrap_or_default());
        reverse.get(&glyph).copied().map(BfString::Char)
    }
}

/// Characters by glyph number; where several lead to one glyph, the lowest that is not a private one.
fn reverse_map(data: OutlineFontData) -> HashMap<u32, char> {
    let mut map: HashMap<u32, char> = HashMap::new();
    let Ok(font) = skrifa::FontRef::new((*data.data).as_ref()) else {
        return map;
    };
    for (code, glyph) in font.charmap().mappings() {
        let Some(ch) = char::from_u32(code) else {
            continue;
        };
        let rank = |ch: char| (unicode::is_private(ch), ch);
        map.entry(glyph.to_u32())
            .and_modify(|known| {
                if rank(ch) < rank(*known) {
                    *known = ch;
                }
            })
            .or_insert(ch);
    }
    map.remove(&0);
    map
}
