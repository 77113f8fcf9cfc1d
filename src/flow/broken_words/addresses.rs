//! Line ends within what is no word: web and e-mail addresses, dates, lists with strokes.

/// Endings of the hosts that Swedish documents name, behind which an address may end.
const HOSTS: [&str; 6] = ["com", "eu", "net", "nu", "org", "se"];

/// Whether the two pieces surely are one: an address whose host is not complete, a date, a list that a stroke goes on.
pub(super) fn goes_on(head: &str, tail: &str) -> bool {
    let mut signs = tail.chars();
    let (first, second) = (signs.next(), signs.next());
    match first {
        Some('/' | '@') => {
            second.is_some_and(char::is_alphanumeric) && head.ends_with(char::is_alphanumeric)
        }
        Some('-') => is_month(head) && tail.len() == 3 && is_number(&tail[1..]),
        Some(first) if first.is_alphanumeric() => host(head).is_some_and(|host| !is_complete(host)),
        _ => false,
    }
}

/// What names the host in an address.
fn host(head: &str) -> Option<&str> {
    let web = || {
        head.strip_prefix("www.")
            .or_else(|| Some(head.split_once("://")?.1))
    };
    head.split_once('@').map(|(_, host)| host).or_else(web)
}

/// Whether a host ends in a known ending, with a path or without.
fn is_complete(host: &str) -> bool {
    let name = host.split('/').next().unwrap_or(host);
    let end = name.rsplit_once('.').map(|(_, end)| end);
    end.is_some_and(|end| HOSTS.contains(&end))
}

/// A year and a month: `2026-03`.
fn is_month(head: &str) -> bool {
    head.split_once('-').is_some_and(|(year, month)| {
        year.len() == 4 && month.len() == 2 && is_number(year) && is_number(month)
    })
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_dates_and_lists_go_on() {
        assert!(goes_on("registrator", "@exempel.se"));
        assert!(goes_on("registrator@exempel", "kommun.se"));
        assert!(goes_on("www.", "exempelkommun.se/avfall"));
        assert!(goes_on("www.exempelkommun.", "se"));
        assert!(goes_on("2026-03", "-31"));
        assert!(goes_on("grundkarta", "/primärkarta"));
    }

    #[test]
    fn other_words_do_not() {
        assert!(!goes_on("www.exempelkommun.se", "eller"));
        assert!(!goes_on("info@exempel.se", "före"));
        assert!(!goes_on("Kontakta", "info@exempel.se"));
        assert!(!goes_on("5", "-31"));
        assert!(!goes_on("m.m.", "och"));
    }
}
