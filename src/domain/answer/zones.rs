//! The time zones that may be named. Their names come from the browser, which knows them; their offsets too.

/// The names of time zones, and ways to find one of them from what a person types.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Zones {
    /// Each name with its folded form, by the folded form.
    names: Vec<(String, String)>,
}

/// How a name is compared: no case, no accents, spaces and underscores alike.
fn fold(text: &str) -> String {
    text.trim()
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '_' => ' ',
            'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' | 'ā' => 'a',
            'é' | 'è' | 'ê' | 'ë' | 'ė' => 'e',
            'í' | 'ì' | 'î' | 'ï' | 'ı' => 'i',
            'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
            'ú' | 'ù' | 'û' | 'ü' | 'ů' => 'u',
            'ç' | 'č' => 'c',
            'ñ' => 'n',
            'š' => 's',
            'ž' => 'z',
            other => other,
        })
        // The dot that lower-casing İ leaves behind.
        .filter(|c| *c != '\u{307}')
        .collect()
}

impl Zones {
    /// These zones. An empty list means the browser can't tell, and every name of the right shape is taken.
    pub fn new(names: impl IntoIterator<Item = String>) -> Self {
        let mut names: Vec<_> = names.into_iter().map(|name| (fold(&name), name)).collect();
        names.sort_unstable();
        names.dedup_by(|a, b| a.0 == b.0);
        Self { names }
    }

    /// Adds a zone, if it is not there: one the browser takes without listing it, such as an older name.
    pub fn add(&mut self, name: &str) {
        let folded = fold(name);
        if let Err(at) = self.names.binary_search_by(|(known, _)| known.cmp(&folded)) {
            self.names.insert(at, (folded, name.to_owned()));
        }
    }

    /// All names, by the alphabet.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(_, name)| name.as_str())
    }

    /// The zone this names, whatever its case and spacing.
    pub fn find(&self, typed: &str) -> Option<String> {
        let folded = fold(typed);
        if self.names.is_empty() {
            let shape = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+');
            let typed = typed.trim().replace(' ', "_");
            let fits = typed == "UTC" || typed.contains('/');
            return (fits && typed.chars().all(shape)).then_some(typed);
        }
        let at = self
            .names
            .binary_search_by(|(known, _)| known.cmp(&folded))
            .ok()?;
        self.names.get(at).map(|(_, name)| name.clone())
    }

    /// The zones whose names hold what was typed, likeliest first: a city that begins with it,
    /// then any other part that does, then the rest.
    pub fn search(&self, typed: &str) -> Vec<&str> {
        let folded = fold(typed);
        let rank = |known: &str| {
            let city = known.rsplit('/').next().unwrap_or(known);
            let mut parts = known.split(['/', ' ', '-']);
            if city.starts_with(&folded) {
                Some(0)
            } else if parts.any(|part| part.starts_with(&folded)) {
                Some(1)
            } else {
                known.contains(&folded).then_some(2)
            }
        };
        let mut found: [Vec<&str>; 3] = Default::default();
        for (known, name) in &self.names {
            if let Some(rank) = rank(known) {
                found[rank].push(name);
            }
        }
        found.concat()
    }

    /// The zone that may be meant by a text that names none.
    pub fn suggest(&self, typed: &str) -> Option<String> {
        if fold(typed).is_empty() {
            return None;
        }
        self.search(typed).first().map(|name| (*name).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zones() -> Zones {
        Zones::new(
            [
                "America/Sao_Paulo",
                "America/Argentina/Buenos_Aires",
                "Asia/Kathmandu",
                "Asia/Tokyo",
                "Europe/Paris",
                "Europe/Zurich",
                "Pacific/Port_Moresby",
                "UTC",
            ]
            .map(str::to_owned),
        )
    }

    #[test]
    fn a_zone_is_found_whatever_its_case_and_spacing() {
        for (typed, expected) in [
            ("Asia/Kathmandu", Some("Asia/Kathmandu")),
            (" asia/kathmandu ", Some("Asia/Kathmandu")),
            ("america/são paulo", Some("America/Sao_Paulo")),
            ("utc", Some("UTC")),
            ("Kathmandu", None),
            ("", None),
            ("Asia/Nowhere", None),
        ] {
            assert_eq!(zones().find(typed).as_deref(), expected, "{typed:?}");
        }
    }

    #[test]
    fn a_city_leads_to_its_zone() {
        for (typed, expected) in [
            ("kathmandu", Some("Asia/Kathmandu")),
            ("São Paulo", Some("America/Sao_Paulo")),
            ("Zürich", Some("Europe/Zurich")),
            ("buenos", Some("America/Argentina/Buenos_Aires")),
            ("moresby", Some("Pacific/Port_Moresby")),
            ("pa", Some("Europe/Paris")),
            ("xyzzy", None),
            ("  ", None),
        ] {
            assert_eq!(zones().suggest(typed).as_deref(), expected, "{typed:?}");
        }
    }

    #[test]
    fn a_zone_the_browser_takes_without_listing_it_can_be_added() {
        let mut zones = zones();
        zones.add("Asia/Katmandu");
        zones.add("Asia/Katmandu");
        assert_eq!(
            zones.find("asia/katmandu").as_deref(),
            Some("Asia/Katmandu")
        );
        assert_eq!(zones.iter().count(), 9);
    }

    #[test]
    fn where_no_list_is_known_the_shape_decides() {
        let zones = Zones::default();
        assert_eq!(zones.find("Europe/Paris").as_deref(), Some("Europe/Paris"));
        assert_eq!(zones.find("UTC").as_deref(), Some("UTC"));
        assert_eq!(zones.find("Paris"), None);
        assert_eq!(zones.find("<b>/x"), None);
    }
}
