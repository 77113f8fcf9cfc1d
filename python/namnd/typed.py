"""The output as classes: made of ``schema/namnd-2.json`` by ``generate``, not by hand.

Their fields are the keys of the JSON. A key that may be left out is ``None`` (or an empty list) then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal


#: The input's format. pdf: Portable Document Format. text: Plain text.
Format = Literal["pdf", "text"]

#: Where the text came from. text: Painted text. ocr: The invisible text layer of a scan. blandad: Both.
#: ingen: There is no text.
Textkalla = Literal["text", "ocr", "blandad", "ingen"]

#: How far a goal was met. helt: Wholly. delvis: In part. inte: Not.
Uppfyllelse = Literal["helt", "delvis", "inte"]

#: What a paragraph is. stycke: Running text. punkt: An item of a list. bildtext: The text of a picture or
#: diagram. fotnot: A note. marginal: A text in the margin.
StyckeSlag = Literal["stycke", "punkt", "bildtext", "fotnot", "marginal"]

#: What a number bounds. max: At most. min: At least. plusminus: As much more or less.
Grans = Literal["max", "min", "plusminus"]

#: What a text of the page's furniture is. sidhuvud: Page header. sidfot: Page footer. vattenstampel:
#: Watermark. stampel: Stamp. radnummer: Line number.
SidtextSlag = Literal["sidhuvud", "sidfot", "vattenstampel", "stampel", "radnummer"]

#: What was joined across a page break. tabell: A table goes on. rad: A row or its full-width text goes on.
#: stycke: A paragraph goes on.
SkarvSlag = Literal["tabell", "rad", "stycke"]

#: Why two parts on both sides of a page break are one. samma rubrikrad upprepad: The same header row stands
#: on both pages. samma kolumner utan ny rubrikrad: The columns are the same, and no header row begins another
#: table. taggarna: samma tabell: The tags have one table. kolumnrubrikerna upprepas: In a text: the column
#: titles stand once more. kolumnrubrikerna upprepas inne i raden: In a text: the column titles stand once
#: more, within a row. taggarna: samma rad: The tags have one row. den sammanfogade cellens text går vidare
#: med liten bokstav: The text of a merged cell goes on in small letters. text över hela bredden går vidare
#: utan ny etikett: Text over the whole width goes on without another label. namnet slutar med bindestreck:
#: The row's name ends in a hyphen. raden börjar med liten bokstav: The row begins in a small letter. raden
#: saknar namn: The row has no name. den förra raden saknar namn: The row before has no name. raden saknar
#: värden som alla andra rader har: The row lacks values that all others have. namnet är inte avslutat och
#: raden saknar värden: The name is not ended, and the row has no values. den förra raden saknar värden som
#: alla andra rader har: The row before lacks values that all others have. alla celler börjar med liten
#: bokstav: All cells begin in small letters. namnet går vidare efter de upprepade rubrikerna: In a text: the
#: name goes on after the repeated column titles. rubriken går vidare med liten bokstav: The heading goes on
#: in small letters. sista raden slutar med bindestreck: The last line ends in a hyphen. meningen går vidare
#: med liten bokstav: The sentence goes on in small letters. sista raden är full och meningen inte avslutad:
#: The last line is full, and the sentence not ended. meningen går vidare: In a text: the sentence is not
#: ended.
SkarvSkal = Literal["samma rubrikrad upprepad", "samma kolumner utan ny rubrikrad", "taggarna: samma tabell", "kolumnrubrikerna upprepas", "kolumnrubrikerna upprepas inne i raden", "taggarna: samma rad", "den sammanfogade cellens text g\u00e5r vidare med liten bokstav", "text \u00f6ver hela bredden g\u00e5r vidare utan ny etikett", "namnet slutar med bindestreck", "raden b\u00f6rjar med liten bokstav", "raden saknar namn", "den f\u00f6rra raden saknar namn", "raden saknar v\u00e4rden som alla andra rader har", "namnet \u00e4r inte avslutat och raden saknar v\u00e4rden", "den f\u00f6rra raden saknar v\u00e4rden som alla andra rader har", "alla celler b\u00f6rjar med liten bokstav", "namnet g\u00e5r vidare efter de upprepade rubrikerna", "rubriken g\u00e5r vidare med liten bokstav", "sista raden slutar med bindestreck", "meningen g\u00e5r vidare med liten bokstav", "sista raden \u00e4r full och meningen inte avslutad", "meningen g\u00e5r vidare"]

#: How bad it is. fel: Something is missing or wrong in the output. varning: A reading is doubtful. info:
#: Worth knowing.
Allvar = Literal["fel", "varning", "info"]


@dataclass(slots=True)
class Verktyg:
    """The tool."""

    namn: str
    """The program's name."""
    version: str
    """Its version."""
    layouter: str
    """Hash of the layouts it used."""


def _Verktyg(json: Any) -> Verktyg:
    return Verktyg(
        namn=json["namn"],
        version=json["version"],
        layouter=json["layouter"],
    )


@dataclass(slots=True)
class Kalla:
    """The input."""

    fil: str
    """Path within the given folder, else the name."""
    sha256: str
    """SHA-256 of the bytes, in hex."""
    format: Format
    """PDF or text."""
    sidor: int | None
    """Number of pages that the file has, read or not; null for a text."""
    sidmatt: list[Sidmatt]
    """Size of each page that was read; empty for a text."""
    taggad: bool
    """Whether the file is tagged."""
    producent: str | None
    """The program that made it."""
    textkalla: Textkalla
    """Painted text, a scan's text layer, or none."""
    igenkanning: Igenkanning | None
    """Who recognised words in the pages' pictures; left out where nobody did."""


def _Kalla(json: Any) -> Kalla:
    return Kalla(
        fil=json["fil"],
        sha256=json["sha256"],
        format=json["format"],
        sidor=json["sidor"],
        sidmatt=[_Sidmatt(one) for one in json["sidmatt"]],
        taggad=json["taggad"],
        producent=json["producent"],
        textkalla=json["textkalla"],
        igenkanning=_Igenkanning(json["igenkanning"]) if json.get("igenkanning") is not None else None,
    )


@dataclass(slots=True)
class Sidmatt:
    """A page's size as it is shown."""

    sida: int
    """Page number from 1."""
    bredd: float
    """Width in points."""
    hojd: float
    """Height in points."""


def _Sidmatt(json: Any) -> Sidmatt:
    return Sidmatt(
        sida=json["sida"],
        bredd=json["bredd"],
        hojd=json["hojd"],
    )


@dataclass(slots=True)
class Igenkanning:
    """Who recognised words in pictures."""

    motor: str
    """The engine."""
    version: str
    """Its version."""
    modell: str
    """The models that it used."""


def _Igenkanning(json: Any) -> Igenkanning:
    return Igenkanning(
        motor=json["motor"],
        version=json["version"],
        modell=json["modell"],
    )


@dataclass(slots=True)
class Dokument:
    """Front matter."""

    typ: str
    """Kind: a word that a layout file defines, as verksamhetsplan, or okand."""
    titel: str | None
    """Title."""
    ar: int | None
    """The year that it is about."""
    namnd: str | None
    """Committee."""
    enhet: str | None
    """Unit."""
    diarienummer: str | None
    """Registration number."""
    datum: str | None
    """Date of the document, ISO 8601."""
    handlaggare: list[str]
    """Officials."""
    sammantradesdatum: str | None
    """Date of the meeting, ISO 8601."""
    beslut: list[Beslut]
    """The decisions that are proposed or made."""


def _Dokument(json: Any) -> Dokument:
    return Dokument(
        typ=json["typ"],
        titel=json["titel"],
        ar=json["ar"],
        namnd=json["namnd"],
        enhet=json["enhet"],
        diarienummer=json["diarienummer"],
        datum=json["datum"],
        handlaggare=json["handlaggare"],
        sammantradesdatum=json["sammantradesdatum"],
        beslut=[_Beslut(one) for one in json["beslut"]],
    )


@dataclass(slots=True)
class Beslut:
    """A decision."""

    nummer: int | None
    """Its number; null where it has none."""
    text: str
    """Its text."""


def _Beslut(json: Any) -> Beslut:
    return Beslut(
        nummer=json["nummer"],
        text=json["text"],
    )


@dataclass(slots=True)
class Arende:
    """A case of a protocol, a notice or a list of cases."""

    paragraf: str | None
    """Its paragraph, as written: `§ 42`; in a list of cases without paragraphs its number: `3`."""
    diarienummer: str | None
    """Registration number."""
    rubrik: str | None
    """Heading."""
    beslut: list[str]
    """The decisions' texts."""
    id: str
    """Unique in the document."""
    ordning: int
    """Place in the reading order."""
    plats: list[Sidplats | Radplats]
    """Where."""


def _Arende(json: Any) -> Arende:
    return Arende(
        paragraf=json["paragraf"],
        diarienummer=json["diarienummer"],
        rubrik=json["rubrik"],
        beslut=json["beslut"],
        id=json["id"],
        ordning=json["ordning"],
        plats=[_Sidplats(one) if "sida" in one else _Radplats(one) for one in json["plats"]],
    )


@dataclass(slots=True)
class Mal:
    """A goal."""

    id: str
    """Unique in the document: its position in the nesting, `m1.2` the second goal under the first."""
    ordning: int
    """Place in the reading order."""
    niva: str
    """Level: inriktningsmal, verksamhetsomradesmal, namndmal, enhetsmal, or what a layout names."""
    nummer: str | None
    """Its number without a closing full stop: `1.3`."""
    titel: str
    """Without label and number."""
    status: Status | None
    """Whether it was met."""
    avsnitt: list[Avsnitt]
    """Prose under the goal by its label."""
    indikatorer: list[Rad]
    """Indicators."""
    aktiviteter: list[Rad]
    """Activities."""
    tabeller: list[Tabell]
    """Other tables."""
    mal: list[Mal]
    """Goals below it."""
    plats: list[Sidplats | Radplats]
    """Where its heading stands."""


def _Mal(json: Any) -> Mal:
    return Mal(
        id=json["id"],
        ordning=json["ordning"],
        niva=json["niva"],
        nummer=json["nummer"],
        titel=json["titel"],
        status=None if json["status"] is None else _Status(json["status"]),
        avsnitt=[_Avsnitt(one) for one in json["avsnitt"]],
        indikatorer=[_Rad(one) for one in json["indikatorer"]],
        aktiviteter=[_Rad(one) for one in json["aktiviteter"]],
        tabeller=[_Tabell(one) for one in json["tabeller"]],
        mal=[_Mal(one) for one in json["mal"]],
        plats=[_Sidplats(one) if "sida" in one else _Radplats(one) for one in json["plats"]],
    )


@dataclass(slots=True)
class Status:
    """A goal's status."""

    text: str
    """As written; empty where only a mark tells."""
    varde: Uppfyllelse | None
    """How far the goal was met; null where the text is not known."""
    ord: str | None
    """The text's word in the layout's vocabulary."""
    symbol: Symbol | None
    """The mark beside it."""


def _Status(json: Any) -> Status:
    return Status(
        text=json["text"],
        varde=json["varde"],
        ord=json["ord"],
        symbol=None if json["symbol"] is None else _Symbol(json["symbol"]),
    )


@dataclass(slots=True)
class Symbol:
    """An image or drawn mark in a row or at a heading."""

    kolumn: str | None
    """Key of the column it stands in; null in one without a heading."""
    farg: str | None
    """Dominant colour, `#rrggbb`; null where none is known."""
    form: str
    """bild, cirkel, rektangel, stapel, tecken, kryss, bock …"""
    alt: str | None
    """Alternative text."""
    plats: list[Sidplats | Radplats]
    """Where."""


def _Symbol(json: Any) -> Symbol:
    return Symbol(
        kolumn=json["kolumn"],
        farg=json["farg"],
        form=json["form"],
        alt=json["alt"],
        plats=[_Sidplats(one) if "sida" in one else _Radplats(one) for one in json["plats"]],
    )


@dataclass(slots=True)
class Avsnitt:
    """A stretch of prose under a heading or label."""

    id: str
    """Unique in the document: `s7`."""
    ordning: int
    """Place in the reading order."""
    rubrik: str | None
    """Heading; null for text before the first one."""
    niva: int | None
    """Heading level from 1; null where there is none."""
    stycken: list[Stycke]
    """Paragraphs."""
    plats: list[Sidplats | Radplats]
    """Where."""


def _Avsnitt(json: Any) -> Avsnitt:
    return Avsnitt(
        id=json["id"],
        ordning=json["ordning"],
        rubrik=json["rubrik"],
        niva=json["niva"],
        stycken=[_Stycke(one) for one in json["stycken"]],
        plats=[_Sidplats(one) if "sida" in one else _Radplats(one) for one in json["plats"]],
    )


@dataclass(slots=True)
class Stycke:
    """A paragraph."""

    id: str
    """Unique in the document: `s7/3`, the third paragraph of `s7`."""
    ordning: int
    """Place in the reading order."""
    text: str
    """The text, its lines joined."""
    slag: StyckeSlag
    """What it is."""
    plats: list[Sidplats | Radplats]
    """Where."""
    sakerhet: float | None
    """How certain the reading is where text was recognised in a picture, 0 to 1; left out elsewhere."""


def _Stycke(json: Any) -> Stycke:
    return Stycke(
        id=json["id"],
        ordning=json["ordning"],
        text=json["text"],
        slag=json["slag"],
        plats=[_Sidplats(one) if "sida" in one else _Radplats(one) for one in json["plats"]],
        sakerhet=json.get("sakerhet"),
    )


@dataclass(slots=True)
class Rad:
    """A row of an indicator or activity table."""

    id: str
    """Unique in the document: `m1.2/i3` the third indicator of a goal, `a1` the first activity under no
    goal."""
    ordning: int
    """Place in the reading order."""
    namn: str
    """Name."""
    varden: dict[str, Varde | None]
    """One entry for each column that the layout names; an empty cell is null."""
    analys: str | None
    """The full-width text below it."""
    kommentar: str | None
    """The full-width comment below it."""
    symboler: list[Symbol]
    """Marks in the row."""
    plats: list[Sidplats | Radplats]
    """Where."""
    sakerhet: float | None
    """How certain the reading is where text was recognised in a picture, 0 to 1; left out elsewhere."""


def _Rad(json: Any) -> Rad:
    return Rad(
        id=json["id"],
        ordning=json["ordning"],
        namn=json["namn"],
        varden={key: None if one is None else _Varde(one) for key, one in json["varden"].items()},
        analys=json["analys"],
        kommentar=json["kommentar"],
        symboler=[_Symbol(one) for one in json["symboler"]],
        plats=[_Sidplats(one) if "sida" in one else _Radplats(one) for one in json["plats"]],
        sakerhet=json.get("sakerhet"),
    )


@dataclass(slots=True)
class Varde:
    """A cell and what it means. Only `text` and `plats` are always there."""

    text: str
    """As written."""
    plats: list[Sidplats | Radplats]
    """Where."""
    tal: float | None
    """Number."""
    enhet: str | None
    """Unit of the number."""
    grans: Grans | None
    """Whether the number is a bound."""
    mal: Maltal | None
    """The target that stands in brackets after an outcome, where the layout says so."""
    datum: str | None
    """Day, ISO 8601."""
    ord: str | None
    """Word of a vocabulary."""
    period: str | None
    """Period of a year: `VB`, `T1`, `T2` …"""
    ar: int | None
    """Year."""
    symbol: VardeSymbol | None
    """A mark that is the value."""
    noter: list[str]
    """Raised note marks, each with its brackets and without commas between them, which are no part of the
    text or number; left out where there are none."""
    sakerhet: float | None
    """How certain the reading is where text was recognised in a picture, 0 to 1; left out elsewhere."""


def _Varde(json: Any) -> Varde:
    return Varde(
        text=json["text"],
        plats=[_Sidplats(one) if "sida" in one else _Radplats(one) for one in json["plats"]],
        tal=json.get("tal"),
        enhet=json.get("enhet"),
        grans=json.get("grans"),
        mal=_Maltal(json["mal"]) if json.get("mal") is not None else None,
        datum=json.get("datum"),
        ord=json.get("ord"),
        period=json.get("period"),
        ar=json.get("ar"),
        symbol=_VardeSymbol(json["symbol"]) if json.get("symbol") is not None else None,
        noter=json.get("noter", []),
        sakerhet=json.get("sakerhet"),
    )


@dataclass(slots=True)
class Maltal:
    """A target beside an outcome."""

    tal: float
    """Number."""
    enhet: str | None
    """Its unit."""


def _Maltal(json: Any) -> Maltal:
    return Maltal(
        tal=json["tal"],
        enhet=json["enhet"],
    )


@dataclass(slots=True)
class VardeSymbol:
    """A mark as a value."""

    farg: str | None
    """Dominant colour, `#rrggbb`; null where none is known."""
    form: str
    """bild, cirkel, rektangel, stapel, tecken, kryss, bock …"""


def _VardeSymbol(json: Any) -> VardeSymbol:
    return VardeSymbol(
        farg=json["farg"],
        form=json["form"],
    )


@dataclass(slots=True)
class Tabell:
    """A table that no row layout claims. All its rows have one entry for each column."""

    id: str
    """Unique in the document: `t5`."""
    ordning: int
    """Place in the reading order."""
    rubrik: str | None
    """Its title: the heading just above it, which stands in `avsnitt` too, or the title in its first row,
    which stands here only."""
    narmaste_rubrik: str | None
    """The nearest heading or goal title above it: a copy."""
    kolumner: list[str]
    """For each column its heading cells from top to bottom, joined by ` · `: copies."""
    huvud: list[list[Cell | None]]
    """Heading rows; an entry is null where another cell covers the place."""
    rader: list[TabellRad]
    """Rows below the heading."""
    plats: list[Sidplats | Radplats]
    """Where."""


def _Tabell(json: Any) -> Tabell:
    return Tabell(
        id=json["id"],
        ordning=json["ordning"],
        rubrik=json["rubrik"],
        narmaste_rubrik=json["narmaste_rubrik"],
        kolumner=json["kolumner"],
        huvud=[[None if one is None else _Cell(one) for one in one] for one in json["huvud"]],
        rader=[_TabellRad(one) for one in json["rader"]],
        plats=[_Sidplats(one) if "sida" in one else _Radplats(one) for one in json["plats"]],
    )


@dataclass(slots=True)
class Cell:
    """A cell of a table."""

    text: str
    """As written; empty in an empty cell."""
    tal: float | None
    """Its number."""
    enhet: str | None
    """The number's unit, from the cell or a heading."""
    spann: int
    """Columns covered, at least 1."""
    radspann: int
    """Rows covered, at least 1."""
    noter: list[str]
    """Raised note marks, each with its brackets and without commas between them, which are no part of the
    text or number."""
    symbol: VardeSymbol | None
    """A mark in the cell."""
    plats: list[Sidplats | Radplats]
    """Where its text or mark stands; empty in an empty cell."""
    sakerhet: float | None
    """How certain the reading is where text was recognised in a picture, 0 to 1; left out elsewhere."""


def _Cell(json: Any) -> Cell:
    return Cell(
        text=json["text"],
        tal=json["tal"],
        enhet=json["enhet"],
        spann=json["spann"],
        radspann=json["radspann"],
        noter=json["noter"],
        symbol=None if json["symbol"] is None else _VardeSymbol(json["symbol"]),
        plats=[_Sidplats(one) if "sida" in one else _Radplats(one) for one in json["plats"]],
        sakerhet=json.get("sakerhet"),
    )


@dataclass(slots=True)
class TabellRad:
    """A row of a table."""

    celler: list[Cell | None]
    """One entry for each column; null where another cell covers the place."""
    plats: list[Sidplats | Radplats]
    """Where."""


def _TabellRad(json: Any) -> TabellRad:
    return TabellRad(
        celler=[None if one is None else _Cell(one) for one in json["celler"]],
        plats=[_Sidplats(one) if "sida" in one else _Radplats(one) for one in json["plats"]],
    )


@dataclass(slots=True)
class Sidtext:
    """A text of the page's furniture, once, however often it stands."""

    text: str
    """The text."""
    slag: SidtextSlag
    """What it is, where it stands first."""
    plats: list[Sidplats | Radplats]
    """One place for each time it stands."""


def _Sidtext(json: Any) -> Sidtext:
    return Sidtext(
        text=json["text"],
        slag=json["slag"],
        plats=[_Sidplats(one) if "sida" in one else _Radplats(one) for one in json["plats"]],
    )


@dataclass(slots=True)
class Etikett:
    """A label that the structure stands for, once, however often it stands."""

    text: str
    """The text."""
    plats: list[Sidplats | Radplats]
    """One place for each time it stands."""


def _Etikett(json: Any) -> Etikett:
    return Etikett(
        text=json["text"],
        plats=[_Sidplats(one) if "sida" in one else _Radplats(one) for one in json["plats"]],
    )


@dataclass(slots=True)
class Overstruket:
    """Words with a line through them."""

    text: str
    """The text."""
    plats: list[Sidplats | Radplats]
    """Where."""


def _Overstruket(json: Any) -> Overstruket:
    return Overstruket(
        text=json["text"],
        plats=[_Sidplats(one) if "sida" in one else _Radplats(one) for one in json["plats"]],
    )


@dataclass(slots=True)
class Otolkat:
    """Text that could be placed nowhere."""

    text: str
    """The text."""
    plats: list[Sidplats | Radplats]
    """Where."""


def _Otolkat(json: Any) -> Otolkat:
    return Otolkat(
        text=json["text"],
        plats=[_Sidplats(one) if "sida" in one else _Radplats(one) for one in json["plats"]],
    )


@dataclass(slots=True)
class Skarv:
    """A join across a page break."""

    slag: SkarvSlag
    """What was joined."""
    sida: int
    """The page on which the joined part goes on."""
    skal: SkarvSkal
    """Why."""


def _Skarv(json: Any) -> Skarv:
    return Skarv(
        slag=json["slag"],
        sida=json["sida"],
        skal=json["skal"],
    )


@dataclass(slots=True)
class Diagnostic:
    """One remark about a document. Serialised as an entry of `diagnostik`."""

    kod: str
    """Stable code: a code is never given a new meaning."""
    allvar: Allvar
    """Severity."""
    meddelande: str
    """One sentence, lower case, with the text concerned."""
    plats: list[Sidplats | Radplats]
    """Where."""


def _Diagnostic(json: Any) -> Diagnostic:
    return Diagnostic(
        kod=json["kod"],
        allvar=json["allvar"],
        meddelande=json["meddelande"],
        plats=[_Sidplats(one) if "sida" in one else _Radplats(one) for one in json["plats"]],
    )


@dataclass(slots=True)
class Redovisning:
    """The account: characters of the text layer, white space aside, and where each went."""

    tecken: int
    """Characters of the text layer: the sum of the other seven."""
    poster: int
    """In goals and rows."""
    avsnitt: int
    """In prose."""
    tabeller: int
    """In other tables."""
    sidtexter: int
    """In page headers and footers."""
    etiketter: int
    """In labels."""
    overstruket: int
    """With a line through them."""
    otolkat: int
    """Placed nowhere."""
    fullstandig: bool
    """Whether all of the file could be read: false when `saknas` has an entry."""
    saknas: list[Saknas]
    """What could not be read."""


def _Redovisning(json: Any) -> Redovisning:
    return Redovisning(
        tecken=json["tecken"],
        poster=json["poster"],
        avsnitt=json["avsnitt"],
        tabeller=json["tabeller"],
        sidtexter=json["sidtexter"],
        etiketter=json["etiketter"],
        overstruket=json["overstruket"],
        otolkat=json["otolkat"],
        fullstandig=json["fullstandig"],
        saknas=[_Saknas(one) for one in json["saknas"]],
    )


@dataclass(slots=True)
class Saknas:
    """A part of the file that could not be read."""

    sida: int | None
    """Page number from 1; null where it is no single page."""
    skal: str
    """Why, in words."""
    kod: str
    """Why, as a stable code of those in `diagnostik`."""


def _Saknas(json: Any) -> Saknas:
    return Saknas(
        sida=json["sida"],
        skal=json["skal"],
        kod=json["kod"],
    )


@dataclass(slots=True)
class Sidplats:
    """A place on a page."""

    sida: int
    """Page number from 1."""
    ruta: tuple[float, float, float, float]
    """`[x0, y0, x1, y1]`, points from the page's top left corner as it is shown, one decimal."""


def _Sidplats(json: Any) -> Sidplats:
    return Sidplats(
        sida=json["sida"],
        ruta=tuple(json["ruta"]),
    )


@dataclass(slots=True)
class Radplats:
    """Lines of a text."""

    rad: tuple[int, int]
    """First and last line, from 1."""


def _Radplats(json: Any) -> Radplats:
    return Radplats(
        rad=tuple(json["rad"]),
    )


@dataclass(slots=True)
class Handling:
    """A document."""

    schema: Literal["namnd/2"]
    """The version of this format."""
    verktyg: Verktyg
    """What made this output."""
    kalla: Kalla
    """What it was made from."""
    dokument: Dokument
    """Front matter: copies, its text stands in `avsnitt` too."""
    arenden: list[Arende]
    """Cases of a protocol, a notice or a list of cases: copies, their text stands in `avsnitt` too."""
    mal: list[Mal]
    """Goals, nested as the document nests them."""
    indikatorer: list[Rad]
    """Indicators that stand under no goal."""
    aktiviteter: list[Rad]
    """Activities that stand under no goal."""
    avsnitt: list[Avsnitt]
    """Prose and headings outside the goals, in reading order."""
    tabeller: list[Tabell]
    """Tables outside the goals that no row layout claims."""
    sidtexter: list[Sidtext]
    """Page headers and footers, watermarks, stamps and line numbers, each text once."""
    etiketter: list[Etikett]
    """Labels and headings that the structure stands for, each text once."""
    overstruket: list[Overstruket]
    """Words with a line through them: no part of the text around them."""
    otolkat: list[Otolkat]
    """Text that could be placed nowhere."""
    skarvar: list[Skarv]
    """Joins across page breaks."""
    diagnostik: list[Diagnostic]
    """Remarks."""
    redovisning: Redovisning
    """The account of characters, and whether all of the file could be read."""


def _Handling(json: Any) -> Handling:
    return Handling(
        schema=json["schema"],
        verktyg=_Verktyg(json["verktyg"]),
        kalla=_Kalla(json["kalla"]),
        dokument=_Dokument(json["dokument"]),
        arenden=[_Arende(one) for one in json["arenden"]],
        mal=[_Mal(one) for one in json["mal"]],
        indikatorer=[_Rad(one) for one in json["indikatorer"]],
        aktiviteter=[_Rad(one) for one in json["aktiviteter"]],
        avsnitt=[_Avsnitt(one) for one in json["avsnitt"]],
        tabeller=[_Tabell(one) for one in json["tabeller"]],
        sidtexter=[_Sidtext(one) for one in json["sidtexter"]],
        etiketter=[_Etikett(one) for one in json["etiketter"]],
        overstruket=[_Overstruket(one) for one in json["overstruket"]],
        otolkat=[_Otolkat(one) for one in json["otolkat"]],
        skarvar=[_Skarv(one) for one in json["skarvar"]],
        diagnostik=[_Diagnostic(one) for one in json["diagnostik"]],
        redovisning=_Redovisning(json["redovisning"]),
    )


def handling(json: dict[str, Any]) -> Handling:
    """The classes of a document's JSON, as ``Document.to_dict`` gives it."""
    return _Handling(json)
