//! Optional content (ISO 32000-2, 8.11): which layers the file itself switches off.

use std::collections::BTreeSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object};

/// Groups of a membership dictionary that are looked at.
const MAX_GROUPS: usize = 1000;

/// The layers' states in the default configuration.
#[derive(Debug, Default)]
pub(crate) struct Layers {
    /// `/BaseState /OFF`.
    off_at_first: bool,
    /// Object numbers of the groups whose state is not the first one.
    exceptions: BTreeSet<u32>,
}

impl Layers {
    /// Reads `/OCProperties` of the catalog.
    pub(crate) fn new(pdf: &Pdf) -> Self {
        Self::read(pdf).unwrap_or_default()
    }

    fn read(pdf: &Pdf) -> Option<Self> {
        let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
        let config = catalog
            .get::<Dict<'_>>("OCProperties")?
            .get::<Dict<'_>>("D")?;
        let off_at_first = config
            .get::<Name<'_>>("BaseState")
            .is_some_and(|name| name.as_ref() == b"OFF");
        let listed = config.get::<Array<'_>>(if off_at_first { "ON" } else { "OFF" });
        let exceptions = listed
            .map(|list| {
                list.raw_iter()
                    .filter_map(|item: MaybeRef<Object<'_>>| {
                        item.as_obj_ref().map(|r| r.obj_number)
                    })
                    .collect()
            })
            .unwrap_or_default();
        Some(Self {
            off_at_first,
            exceptions,
        })
    }

    /// Whether a group (or a membership dictionary's groups) is switched off.
    pub(crate) fn is_hidden(&self, properties: &Dict<'_>) -> bool {
        if properties
            .get::<Name<'_>>("Type")
            .is_some_and(|name| name.as_ref() == b"OCMD")
        {
            let groups: Vec<bool> = match properties.get::<Object<'_>>("OCGs") {
                Some(Object::Dict(_)) => properties
                    .get_ref("OCGs")
                    .map(|group| self.is_off(group.obj_number))
                    .into_iter()
                    .collect(),
                Some(Object::Array(groups)) => groups
                    .raw_iter()
                    .take(MAX_GROUPS)
                    .filter_map(|group| group.as_obj_ref().map(|r| self.is_off(r.obj_number)))
                    .collect(),
                _ => Vec::new(),
            };
            if groups.is_empty() {
                return false;
            }
            return match properties.get::<Name<'_>>("P").as_deref() {
                Some(b"AllOn") => groups.contains(&true),
                Some(b"AnyOff") => !groups.contains(&true),
                Some(b"AllOff") => groups.contains(&false),
                _ => !groups.contains(&false),
            };
        }
        properties
            .obj_id()
            .is_some_and(|id| self.is_off(id.obj_number))
    }

    fn is_off(&self, group: u32) -> bool {
        self.off_at_first != self.exceptions.contains(&group)
    }
}
