//! Lines of an address block.

use std::sync::LazyLock;

use regex::Regex;

use crate::grammar::{Cue, Cues};

/// A form that a whole line has, words of the language aside.
struct Form(LazyLock<Option<Regex>>);

impl Form {
    const fn new(regex: fn() -> Option<Regex>) -> Self {
        Self(LazyLock::new(regex))
    }

    fn fits(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|regex| regex.is_match(text))
    }
}

/// A Swedish telephone number.
static TELEPHONE: Form =
    Form::new(|| Regex::new(r"^(?:0|\+46 ?)[0-9]{1,3}[- ]?[0-9][0-9 ]{4,10}$").ok());
/// A mail address, or a web address that says so.
static MAIL_OR_WEB: Form =
    Form::new(|| Regex::new(r"(?i)^(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)\S+)$").ok());
/// A host of two names at least, and a path.
static HOST: Form = Form::new(|| Regex::new(r"^[\w-]+(?:\.[\w-]+)+(?:/\S*)?$").ok());
/// The number of a box, and its post town.
static BOX: Form = Form::new(|| Regex::new(r"^ [0-9]+(?:, ?.{1,40})?$").ok());
/// A street or a box, a post code and a post town.
static POST_CODE: Form =
    Form::new(|| Regex::new(r"(?i)^.{3,40}, [0-9]{3} ?[0-9]{2} \p{Lu}[\p{L} -]{1,30}$").ok());

/// Whether a whole line is a telephone number, a mail or web address, or a box with its post code.
pub(super) fn is_address(text: &str, cues: &Cues) -> bool {
    let small = text.to_lowercase();
    TELEPHONE.fits(after_label(&small, cues))
        || MAIL_OR_WEB.fits(text)
        || is_host(&small, cues)
        || cues
            .after(Cue::Postbox, &small)
            .is_some_and(|number| BOX.fits(number))
        || POST_CODE.fits(text)
}

/// What stands behind a telephone number's label, if there is one: `Tfn. : 08-…`.
fn after_label<'t>(small: &'t str, cues: &Cues) -> &'t str {
    let Some(rest) = cues.after(Cue::Telefon, small) else {
        return small;
    };
    let rest = rest
        .strip_prefix('.')
        .unwrap_or(rest)
        .trim_start_matches(' ');
    rest.strip_prefix(':')
        .unwrap_or(rest)
        .trim_start_matches(' ')
}

/// Whether a text is a host in one of the known top-level domains, with a path or not.
fn is_host(small: &str, cues: &Cues) -> bool {
    let host = small.split('/').next().unwrap_or_default();
    let domain = host.rsplit_once('.').map(|(_, domain)| domain);
    domain.is_some_and(|domain| cues.has(Cue::Doman, domain)) && HOST.fits(small)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Layouts;

    #[test]
    fn addresses_are_told_from_other_lines() {
        let layouts = Layouts::builtin();
        for text in [
            "08-508 00 000",
            "Telefon: 08-50800000",
            "VÄXEL. +46 8 508 00 000",
            "info@norrby.se",
            "www.norrby.example",
            "start.norrby.se/kultur",
            "Box 12",
            "Box 12, 100 00 Norrby",
            "Norra vägen 3, 100 00 Norrby",
        ] {
            assert!(is_address(text, layouts.cues()), "{text}");
        }
        for text in [
            "Ring 08-50800000",
            "norrby.xyz",
            "Boxning 12",
            "Box tolv",
            "12.50",
        ] {
            assert!(!is_address(text, layouts.cues()), "{text}");
        }
    }
}
