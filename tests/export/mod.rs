//! Documents as flat tables: what the rows say is what the JSON says.

mod rows;
