//! Objects as they refer to each other (ISO 32000-2, 7.3.10), and what they are known by.

use hayro_syntax::object::{Array, Dict, MaybeRef, Object, ObjectIdentifier};
use hayro_syntax::xref::XRef;

/// An array's items, references followed. The array's own iterator ends at the first that leads nowhere.
pub(crate) fn items<'a>(array: &Array<'a>, xref: &'a XRef) -> impl Iterator<Item = Object<'a>> {
    array.raw_iter().filter_map(|item| match item {
        MaybeRef::Ref(reference) => xref.get::<Object<'a>>(reference.into()),
        MaybeRef::NotRef(object) => Some(object),
    })
}

/// What a named resource is known by while its page is read: the object that holds its dictionary, which holds one of each
/// kind (ISO 32000-2, 7.8.3), and its name.
pub(crate) type ResourceKey = (ObjectIdentifier, Vec<u8>);

/// The key of a name in a dictionary of resources; `None` when no object of the file holds it.
pub(crate) fn resource_key(resources: &Dict<'_>, name: &[u8]) -> Option<ResourceKey> {
    Some((resources.obj_id()?, name.to_vec()))
}
