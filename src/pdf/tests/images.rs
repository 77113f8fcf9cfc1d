//! Images: place, size, dominant colour.

use super::*;

const RED: Rgb = Rgb(208, 2, 27);
const PLACED: &str = "q 40 0 0 20 100 600 cm /X Do Q";

fn image(entries: &str, data: impl AsRef<[u8]>) -> Builder {
    content(PLACED).resources("/XObject<</X 10 0 R>>").stream(
        10,
        &format!("/Type/XObject/Subtype/Image{entries}"),
        data,
    )
}

fn near(color: Option<Rgb>, expected: Rgb) -> bool {
    let close = |a: u8, b: u8| a.abs_diff(b) <= 4;
    color
        .is_some_and(|c| close(c.0, expected.0) && close(c.1, expected.1) && close(c.2, expected.2))
}

#[test]
fn place_and_samples() {
    let page = image(
        "/Width 2/Height 1/BitsPerComponent 8/ColorSpace/DeviceRGB",
        [208, 2, 27, 255, 255, 255],
    )
    .read();
    assert_eq!(tenths(page.images[0].rect), [1000, 1800, 1400, 2000]);
    assert_eq!(page.images[0].samples, (2, 1));
    assert_eq!(page.images[0].color, Some(RED));
    assert_eq!(page.images[0].filled, Some(0.5));
}

#[test]
fn bar_of_progress() {
    // Ten columns, of which three are green, the rest light grey that is not paper; two rows.
    let row: Vec<u8> = (0..10)
        .flat_map(|x| {
            if x < 3 {
                [58, 157, 35]
            } else {
                [255, 255, 255]
            }
        })
        .collect();
    let page = image(
        "/Width 10/Height 2/BitsPerComponent 8/ColorSpace/DeviceRGB",
        [row.clone(), row].concat(),
    )
    .read();
    assert_eq!(page.images[0].color, Some(Rgb(58, 157, 35)));
    assert_eq!(page.images[0].filled, Some(0.3));
}

#[test]
fn transparent_samples_do_not_count() {
    let entries = "/Width 4/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/SMask 11 0 R";
    let page = image(entries, [0, 0, 0, 90])
        .stream(
            11,
            "/Subtype/Image/Width 4/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
            [0, 0, 0, 255],
        )
        .read();
    assert_eq!(page.images[0].color, Some(Rgb(90, 90, 90)));
    let page = image(
        "/Width 4/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Mask[0 10]",
        [0, 5, 10, 90],
    )
    .read();
    assert_eq!(page.images[0].color, Some(Rgb(90, 90, 90)));
    let entries = "/Width 4/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Mask 11 0 R";
    let page = image(entries, [0, 0, 0, 90])
        .stream(
            11,
            "/Subtype/Image/ImageMask true/Width 4/Height 1",
            [0b1110_0000],
        )
        .read();
    assert_eq!(page.images[0].color, Some(Rgb(90, 90, 90)));
}

#[test]
fn masks_take_the_fill_colour() {
    let file = image("/Width 8/Height 1/ImageMask true", [0b0000_1111]);
    let page = Builder {
        content: format!("1 0 0 rg {PLACED}").into_bytes(),
        ..file
    }
    .read();
    assert_eq!(page.images[0].color, Some(Rgb(255, 0, 0)));
}

#[test]
fn palettes_and_few_bits() {
    let entries =
        "/Width 3/Height 1/BitsPerComponent 2/ColorSpace[/Indexed/DeviceRGB 2<FFFFFFD0021B00FF00>]";
    let page = image(entries, [0b0001_0100]).read();
    assert_eq!(page.images[0].color, Some(RED));
}

#[test]
fn jpeg() {
    let page = image(
        "/Width 16/Height 8/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode",
        include_bytes!("red.jpg"),
    )
    .read();
    assert!(
        near(page.images[0].color, RED),
        "{:?}",
        page.images[0].color
    );
    assert_eq!(page.images[0].filled, Some(1.0));
}

/// An image of 49 bytes a row, deflated as one stream that is as long as a scan's: what stands behind the image is not read.
fn deflated(mut data: Vec<u8>) -> Vec<u8> {
    use std::io::Write as _;
    let mut noise = 1_u32;
    data.extend((0..400_000).map(|at| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        if at % 49 == 0 { 0 } else { (noise >> 24) as u8 }
    }));
    let mut deflated = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    deflated.write_all(&data).unwrap();
    deflated.finish().unwrap()
}

/// OCRmyPDF deflates the JPEG images of scans as well, and tesseract stores them with predictors.
#[test]
fn long_images_that_were_deflated_twice_or_with_predictors() {
    let sixteen = "/Width 16/Height 8/BitsPerComponent 8/ColorSpace/DeviceRGB";
    let jpeg = deflated(include_bytes!("red.jpg").to_vec());
    let row = std::iter::once(0).chain([208, 2, 27].into_iter().cycle().take(48));
    let rows: Vec<u8> = (0..8).flat_map(|_| row.clone()).collect();
    for (filter, data) in [
        ("/Filter[/FlateDecode/DCTDecode]", jpeg),
        (
            "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 3/Columns 16>>",
            deflated(rows),
        ),
    ] {
        let page = image(&format!("{sixteen}{filter}"), data).read();
        let color = page.images[0].color;
        assert!(near(color, RED), "{filter} {color:?}");
    }
}

#[test]
fn inline_image() {
    let page =
        content("q 10 0 0 10 100 600 cm BI /W 1 /H 1 /BPC 8 /CS /RGB /F /AHx ID D0021B> EI Q")
            .read();
    assert_eq!(page.images[0].color, Some(RED));
    assert_eq!(tenths(page.images[0].rect), [1000, 1900, 1100, 2000]);
}

#[test]
fn large_and_broken_images_are_placed_only() {
    let entries = "/Width 100000/Height 100000/BitsPerComponent 8/ColorSpace/DeviceRGB";
    let page = image(entries, [0]).read();
    assert_eq!(
        (page.images[0].samples, page.images[0].color),
        ((100_000, 100_000), None)
    );
    let page = image(
        "/Width 10/Height 10/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode",
        [1, 2, 3],
    )
    .read();
    assert_eq!(page.images[0].color, None);
    // Samples that are missing count for nothing.
    let page = image(
        "/Width 10/Height 10/BitsPerComponent 8/ColorSpace/DeviceRGB",
        [208, 2, 27],
    )
    .read();
    assert_eq!(page.images[0].color, Some(RED));
}
