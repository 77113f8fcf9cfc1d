//! What speaks against giving a strip of the body to a title, and against cutting lines into rows. Only their order matters: a
//! strip under its title costs nothing, one beside it more than a title left empty, one with another title between most.

/// A title without a strip.
pub const EMPTY: f32 = 0.7;
/// Two strips that both lie under one title.
pub const SHARED: f32 = 0.2;
/// Two strips for one title that only one of them lies under.
pub const STACKED: f32 = 2.0;
/// A strip beside its title.
pub const BESIDE: f32 = 1.0;
/// The share of the way to its title that such a strip is away, at most.
pub const FARTHEST: f32 = 1.0;
/// A strip on the other side of its title than all others.
pub const OTHER_SIDE: f32 = 2.0;
/// Each title between a strip and its own.
pub const BETWEEN: f32 = 4.0;
/// Cuts into rows whose costs differ by less are as good.
pub const CUTS_ALIKE: f32 = 0.01;
/// A cut into rows is believed if a third of them at most speak against it.
pub const MOST_OF_A_CUT: f32 = 0.34;
/// Lines that stand unequally far apart within rows, at most.
pub const UNEVEN: f32 = 1.0;

/// So many times a cost.
#[must_use]
#[allow(clippy::cast_precision_loss)] // No page has as many things as a cost has digits for.
pub fn count(things: usize) -> f32 {
    things as f32
}
