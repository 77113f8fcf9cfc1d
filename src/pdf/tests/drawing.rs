//! Lines and areas.

use super::*;

/// Rules as tenths of points, direction and source.
fn rules(stream: &str) -> Vec<([i32; 4], bool, RuleSource)> {
    let page = content(stream).read();
    page.rules
        .iter()
        .map(|rule| (tenths(rule.rect), rule.horizontal, rule.source))
        .collect()
}

fn fills(stream: &str) -> Vec<([i32; 4], Shape)> {
    let page = content(stream).read();
    page.fills
        .iter()
        .map(|fill| (tenths(fill.rect), fill.shape))
        .collect()
}

#[test]
fn strokes() {
    let line = ([1000, 980, 2000, 1020], true, RuleSource::Stroke);
    assert_eq!(
        rules("0.5 0 0 0.5 0 0 cm 4 w 200 1400 m 400 1400 l S"),
        [([1000, 990, 2000, 1010], true, RuleSource::Stroke)]
    );
    // Dashes are one line; a projecting cap makes it longer.
    assert_eq!(
        rules("2 w [3 3] 0 d 100 700 m 200 700 l S")[0].0,
        [1000, 990, 2000, 1010]
    );
    assert_eq!(
        rules("2 w 2 J 100 700 m 200 700 l S")[0].0,
        [990, 990, 2010, 1010]
    );
    assert_eq!(
        rules("0 w 100 700 m 100 600 l S"),
        [([1000, 1000, 1000, 2000], false, RuleSource::Stroke)]
    );
    // A line as thick as a bar is an area.
    assert_eq!(rules("4 w 100 700 m 200 700 l S").len(), 4);
    assert_eq!(
        fills("4 w 100 700 m 200 700 l S"),
        [(line.0, Shape::Rectangle)]
    );
    assert_eq!(rules("100 700 m 200 600 l S"), []);
}

#[test]
fn a_stroked_rectangle_is_four_lines() {
    let sides = rules("1 w 100 600 100 50 re S");
    assert_eq!(sides.len(), 4);
    assert_eq!(sides.iter().filter(|side| side.1).count(), 2);
    assert_eq!(rules("100 600 m 200 600 l 200 650 l 100 650 l s").len(), 4);
    assert_eq!(rules("100 600 m 200 600 l 200 650 l 100 650 l S").len(), 3);
}

#[test]
fn thin_areas_are_lines_and_large_ones_have_edges() {
    assert_eq!(
        rules("100 700 200 0.5 re f"),
        [([1000, 995, 3000, 1000], true, RuleSource::ThinFill)]
    );
    let edges = rules("100 600 200 50 re f");
    assert_eq!(
        edges,
        [
            ([1000, 1500, 3000, 1500], true, RuleSource::FillEdge),
            ([1000, 2000, 3000, 2000], true, RuleSource::FillEdge),
            ([1000, 1500, 1000, 2000], false, RuleSource::FillEdge),
            ([3000, 1500, 3000, 2000], false, RuleSource::FillEdge),
        ]
    );
    assert_eq!(
        fills("100 600 200 50 re f"),
        [([1000, 1500, 3000, 2000], Shape::Rectangle)]
    );
}

#[test]
fn every_way_to_fill() {
    for operator in ["f", "F", "f*", "B", "B*", "b", "b*"] {
        let page = content(format!(
            "0 0 1 rg 100 600 m 200 600 l 200 650 l 100 650 l {operator}"
        ))
        .read();
        assert_eq!(page.fills.len(), 1, "{operator}");
        assert_eq!(page.fills[0].color, Rgb(0, 0, 255), "{operator}");
        let strokes = page
            .rules
            .iter()
            .filter(|rule| rule.source == RuleSource::Stroke)
            .count();
        let expected = match operator {
            "B" | "B*" => 3,
            "b" | "b*" => 4,
            _ => 0,
        };
        assert_eq!(strokes, expected, "{operator}");
    }
}

#[test]
fn frames_and_shapes() {
    // One area within another, of which the edge is left.
    let frame = fills("100 600 100 50 re 101 601 98 48 re f*");
    assert_eq!(
        frame,
        [
            ([1000, 1500, 2000, 1510], Shape::Rectangle),
            ([1000, 1510, 1010, 1990], Shape::Rectangle),
            ([1990, 1510, 2000, 1990], Shape::Rectangle),
            ([1000, 1990, 2000, 2000], Shape::Rectangle),
        ]
    );
    let circle = "110 700 m 110 705.523 105.523 710 100 710 c 94.477 710 90 705.523 90 700 c \
        90 694.477 94.477 690 100 690 c 105.523 690 110 694.477 110 700 c h f";
    assert_eq!(fills(circle), [([900, 900, 1100, 1100], Shape::Ellipse)]);
    assert_eq!(fills("100 600 m 200 600 l 150 650 l f")[0].1, Shape::Other);
    // Two areas that do not touch are two.
    assert_eq!(
        fills("100 600 100 50 re 300 600 m 400 600 l 350 650 l f").len(),
        2
    );
}

#[test]
fn the_same_drawing_is_once_and_white_stays() {
    assert_eq!(
        fills("1 g 100 600 200 50 re f 100 600 200 50 re f").len(),
        1
    );
    let page = content("1 g 100 600 200 50 re f").read();
    assert_eq!(page.fills[0].color, Rgb(255, 255, 255));
    assert_eq!(page.rules.len(), 4);
    assert_eq!(
        rules("1 w 100 700 m 200 700 l S 100 700 m 200 700 l S").len(),
        1
    );
}

#[test]
fn clips_and_opacity() {
    assert_eq!(
        fills("120 0 20 800 re W n 100 600 200 50 re f"),
        [([1200, 1500, 1400, 2000], Shape::Rectangle)]
    );
    assert_eq!(fills("0 0 20 20 re W n 100 600 200 50 re f"), []);
    let round = "110 710 m 200 710 l 200 600 l W n 100 600 200 50 re f";
    assert_eq!(fills(round), [([1100, 1500, 2000, 2000], Shape::Other)]);
    assert_eq!(rules(round), []);
    assert_eq!(rules("0 0 20 20 re W n 100 600 m 200 600 l S"), []);
    assert_eq!(
        fills("-50 600 100 50 re f"),
        [([0, 1500, 500, 2000], Shape::Rectangle)]
    );
    let page = content("/None gs 100 600 200 50 re f")
        .resources("/ExtGState<</None<</ca 0>>>>")
        .read();
    assert!(page.fills.is_empty());
}

#[test]
fn forms_have_a_matrix_and_a_clip() {
    let page = content("1 0 0 1 100 0 cm /X Do 0 0 10 10 re f")
        .resources("/XObject<</X 10 0 R>>")
        .stream(
            10,
            "/Subtype/Form/Matrix[2 0 0 2 0 600]/BBox[0 0 20 20]/Resources<</Font<</F1 5 0 R>>>>",
            "q 0 0 100 10 re f BT /F1 5 Tf (i) Tj ET Q Q",
        )
        .read();
    assert_eq!(tenths(page.fills[0].rect), [1000, 1800, 1400, 2000]);
    assert_eq!((page.glyphs[0].x, page.glyphs[0].size), (100.0, 10.0));
    // What the form changed is forgotten, whatever it popped.
    assert_eq!(tenths(page.fills[1].rect), [1000, 7900, 1100, 8000]);
}

#[test]
fn painting_order_is_kept() {
    let page =
        content("BT /F1 10 Tf 100 700 Td (ab) Tj ET 100 600 200 50 re f 300 600 50 50 re f").read();
    let orders: Vec<u32> = page.fills.iter().map(|fill| fill.order).collect();
    assert_eq!(orders, [2, 3]);
}

#[test]
fn colour_spaces() {
    let color = |set: &str| {
        let page = content(format!("{set} 100 600 200 50 re f"))
            .resources(
                "/ColorSpace<</Spot[/Separation/Gul/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[0 0 1 0]/N 1>>]\
                 /Pal[/Indexed/DeviceRGB 1<000000FF8000>]/Icc[/ICCBased 10 0 R]/None[/Separation/None/DeviceGray 11 0 R]\
                 /Table[/Separation/Ton/DeviceRGB 12 0 R]>>\
                 /Pattern<</Shade<</PatternType 2/Shading<</ShadingType 2/ColorSpace/DeviceGray\
                 /Function<</FunctionType 2/Domain[0 1]/C0[0]/C1[1]/N 1>>>>>>>>",
            )
            .stream(10, "/N 3", "")
            .object(11, "<</FunctionType 2/Domain[0 1]/N 1>>")
            .stream(12, "/FunctionType 0/Domain[0 1]/Range[0 1 0 1 0 1]/Size[2]/BitsPerSample 8", [255, 255, 255, 255, 0, 0])
            .read();
        page.fills.first().map(|fill| fill.color)
    };
    assert_eq!(color("0 1 1 0 k"), Some(Rgb(255, 0, 0)));
    assert_eq!(color("/Spot cs 1 scn"), Some(Rgb(255, 255, 0)));
    assert_eq!(color("/Spot cs"), Some(Rgb(255, 255, 0)));
    assert_eq!(color("/Pal cs 1 sc"), Some(Rgb(255, 128, 0)));
    assert_eq!(color("/Icc cs 0 1 0 scn"), Some(Rgb(0, 255, 0)));
    assert_eq!(color("/None cs 1 scn"), None);
    assert_eq!(color("/Table cs 0.5 scn"), Some(Rgb(255, 128, 128)));
    assert_eq!(color("/Pattern cs /Shade scn"), Some(Rgb(128, 128, 128)));
}
