//! Images: their size in samples, dominant colour and whether they hide what lies beneath.

use std::cell::RefCell;
use std::collections::HashMap;

use hayro_syntax::object::Stream;
use hayro_syntax::page::Resources;

use super::Rgb;
use super::canvas::Canvas;

/// What an image looks like.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    pub(super) samples: (u32, u32),
    pub(super) color: Option<Rgb>,
    pub(super) filled: Option<f32>,
    pub(super) opaque: bool,
}

/// Looks of images, kept for their next use.
#[derive(Default)]
pub(super) struct Images {
    #[expect(dead_code, reason = "todo")]
    known: RefCell<HashMap<(usize, usize, Rgb), Look>>,
}

impl Images {
    pub(super) fn look(
        &self,
        stream: &Stream<'_>,
        _resources: Option<&Resources<'_>>,
        _color: Rgb,
        _canvas: &mut Canvas<'_>,
    ) -> Look {
        let dict = stream.dict();
        let size = |long: &str, short: &str| {
            dict.get::<u32>(long)
                .or_else(|| dict.get::<u32>(short))
                .unwrap_or(0)
        };
        let masked = ["SMask", "Mask", "SMaskInData"]
            .iter()
            .any(|key| dict.contains_key(key));
        let mask = dict
            .get::<bool>("ImageMask")
            .or_else(|| dict.get::<bool>("IM"))
            .unwrap_or(false);
        Look {
            samples: (size("Width", "W"), size("Height", "H")),
            opaque: !masked && !mask,
            ..Look::default()
        }
    }
}
