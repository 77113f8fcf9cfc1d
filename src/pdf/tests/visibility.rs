//! What a reader of the printed page sees.

use super::*;

/// Visibility of the glyphs of a page with this content.
fn visibilities(stream: &str) -> Vec<Visibility> {
    let page = content(stream)
        .resources(
            "/ExtGState<</Faint<</ca 0.5>>/None<</ca 0>>/Times<</BM/Multiply>>>>/XObject<</Whole 10 0 R/Part 11 0 R>>",
        )
        .stream(10, "/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", [200])
        .stream(11, "/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/SMask 10 0 R", [200])
        .read();
    page.glyphs.iter().map(|glyph| glyph.visibility).collect()
}

const A: &str = "BT /F1 10 Tf 100 700 Td (A) Tj ET";
const OVER: &str = "90 690 50 50 re f";
const PLACE: &str = "50 0 0 50 90 690 cm";

#[test]
fn covered_by_what_is_painted_later() {
    assert_eq!(visibilities(&format!("{A} {OVER}")), [Visibility::Covered]);
    assert_eq!(
        visibilities(&format!("1 0 0 rg {OVER} 0 g {A}")),
        [Visibility::Visible]
    );
    assert_eq!(
        visibilities(&format!("{A} /Faint gs {OVER}")),
        [Visibility::Visible]
    );
    assert_eq!(
        visibilities(&format!("{A} /Times gs {OVER}")),
        [Visibility::Visible]
    );
    assert_eq!(
        visibilities(&format!("{A} q {PLACE} /Whole Do Q")),
        [Visibility::Covered]
    );
    assert_eq!(
        visibilities(&format!("{A} q {PLACE} /Part Do Q")),
        [Visibility::Visible]
    );
    assert_eq!(
        visibilities(&format!("q {PLACE} /Whole Do Q {A}")),
        [Visibility::Visible]
    );
}

#[test]
fn not_covered_by_lines_or_outside_an_outline() {
    // A line through the middle of the letter.
    assert_eq!(
        visibilities(&format!("{A} 90 702 50 1 re f")),
        [Visibility::Visible]
    );
    // A triangle whose box holds the letter, but not its area.
    assert_eq!(
        visibilities(&format!("{A} 90 690 m 190 690 l 190 740 l f")),
        [Visibility::Visible]
    );
    assert_eq!(
        visibilities(&format!("{A} 90 690 m 190 690 l 90 790 l f")),
        [Visibility::Covered]
    );
    // Only what the clip lets through covers.
    assert_eq!(
        visibilities(&format!("{A} q 0 0 20 20 re W n {OVER} Q")),
        [Visibility::Visible]
    );
    assert_eq!(
        visibilities(&format!("{A} q 90 690 m 190 690 l 190 740 l W n {OVER} Q")),
        [Visibility::Visible]
    );
}

#[test]
fn clipped_and_off_the_page() {
    assert_eq!(
        visibilities(&format!("0 0 50 50 re W n {A}")),
        [Visibility::Clipped]
    );
    assert_eq!(
        visibilities(&format!("q 0 0 50 50 re W n Q {A}")),
        [Visibility::Visible]
    );
    assert_eq!(
        visibilities("BT /F1 10 Tf 700 700 Td (A) Tj ET"),
        [Visibility::OffPage]
    );
    // A clip that lies off the page itself.
    assert_eq!(
        visibilities("690 690 100 100 re W n BT /F1 10 Tf 700 700 Td (A) Tj ET"),
        [Visibility::OffPage]
    );
}

#[test]
fn invisible_by_mode_opacity_or_layer() {
    assert_eq!(visibilities(&format!("3 Tr {A}")), [Visibility::Invisible]);
    assert_eq!(
        visibilities(&format!("/None gs {A}")),
        [Visibility::Invisible]
    );
    assert_eq!(
        visibilities(&format!("/None gs 1 Tr {A}")),
        [Visibility::Visible]
    );
    let page = content(format!("/OC /Layer BDC {A} {OVER} EMC"))
        .resources("/Properties<</Layer 10 0 R>>")
        .catalog("/OCProperties<</OCGs[10 0 R]/D<</OFF[10 0 R]>>>>")
        .object(10, "<</Type/OCG/Name(Dolt)>>")
        .read();
    assert_eq!(page.glyphs[0].visibility, Visibility::Invisible);
    assert!(page.fills.is_empty());
}

#[test]
fn clipping_text_shows_what_is_painted_through_it() {
    let text = "BT 7 Tr /F1 10 Tf 100 700 Td (A) Tj ET";
    assert_eq!(visibilities(text), [Visibility::Invisible]);
    assert_eq!(
        visibilities(&format!("q {text} {OVER} Q")),
        [Visibility::Visible]
    );
    assert_eq!(
        visibilities(&format!("q {text} Q {OVER}")),
        [Visibility::Invisible]
    );
    assert_eq!(
        visibilities(&format!("q {text} {PLACE} /Whole Do Q")),
        [Visibility::Visible]
    );
}

#[test]
fn text_drawn_twice_is_once() {
    let page = content(
        "0.8 g BT /F1 10 Tf 100.4 699.6 Td (Allt) Tj ET 0 g BT /F1 10 Tf 100 700 Td (Allt) Tj ET",
    )
    .read();
    assert_eq!(text(&page), "Allt");
    assert!(page.glyphs.iter().all(|glyph| glyph.color == Rgb(0, 0, 0)));
    assert_eq!(page.glyphs[0].x, 100.0);
    let page = content("BT /F1 10 Tf 100 700 Td (l) Tj (l) Tj (i) Tj (i) Tj ET").read();
    assert_eq!(text(&page), "llii");
    let page = content("BT /F1 10 Tf 100 700 Td (A) Tj 0 -4 Td (A) Tj ET").read();
    assert_eq!(text(&page), "AA");
}

#[test]
fn a_scans_text_layer_is_no_double() {
    let page = content(format!("{A} 3 Tr {A}")).read();
    let seen: Vec<Visibility> = page.glyphs.iter().map(|glyph| glyph.visibility).collect();
    assert_eq!(seen, [Visibility::Visible, Visibility::Invisible]);
}

#[test]
fn a_double_that_is_clipped_does_not_hide_the_other() {
    let clipped = format!("q 0 0 50 50 re W n {A} Q");
    assert_eq!(
        visibilities(&format!("{clipped} {A}")),
        [Visibility::Visible]
    );
    assert_eq!(
        visibilities(&format!("{A} {clipped}")),
        [Visibility::Visible]
    );
}

#[test]
fn the_colour_of_what_lies_behind_hides() {
    for (stream, seen) in [
        (format!("1 g {A}"), Visibility::Blended),
        (format!("0.99 g {A}"), Visibility::Blended),
        (format!("0.9 g {A}"), Visibility::Visible),
        (format!("{OVER} {A}"), Visibility::Blended),
        (format!("{OVER} 1 g {A}"), Visibility::Visible),
        // The dark fill lies below a white one; then beside the letter.
        (format!("{OVER} 1 g {OVER} {A}"), Visibility::Blended),
        (format!("300 300 50 50 re f 1 g {A}"), Visibility::Blended),
        // Something shines through: nobody knows what colour is seen.
        (format!("/Faint gs {OVER} {A}"), Visibility::Visible),
        (
            format!("q {PLACE} /Whole Do Q 1 g {A}"),
            Visibility::Visible,
        ),
    ] {
        assert_eq!(visibilities(&stream), [seen], "{stream}");
    }
}
