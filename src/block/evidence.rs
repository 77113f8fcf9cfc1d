//! What showed that a table is one, and where its columns and rows are.

/// One witness of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Witness {
    /// Ruling lines all round the cells.
    Lattice,
    /// A ruling line in pieces under the header row's words: the joints show the columns.
    JointedRule,
    /// Ruling lines of equal extent below each other.
    ParallelRules,
    /// Horizontal ruling lines between the rows.
    RowRules,
    /// Shaded areas side by side, or one behind a whole row.
    Shading,
    /// White space that runs down between the columns.
    Gaps,
    /// Words of a header row that a layout knows.
    KnownHeader,
    /// Bold text over a ruling line, with text below that begins under it.
    UnderlinedTitles,
    /// Bold text over columns of numbers.
    BoldOverNumbers,
    /// The table that the page before ended with.
    Continuation,
    /// The file's structure tree.
    Tags,
    /// Tab characters of a plain text.
    Tabs,
    /// The order in which cells follow each other in a plain text.
    CellOrder,
    /// Labels of a layout of sheets, with their values beside them.
    Sheet,
}
