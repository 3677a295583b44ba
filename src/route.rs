//! The places of the app and their URLs. Pure. Links come only from here.
//!
//! A place lives in the fragment (`#/apply/spring-2027`), so that every deep link works on a
//! plain file server, at the root and under a sub-path, with no rewrite rules.

use std::fmt;

use crate::domain::id::{QuestionId, RecordId, SectionId, SessionId};
use crate::domain::week::circle::Circle;

/// A place in the app.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Route {
    /// The front door: the programme and its sessions.
    Home,
    /// An application to a session: what is done, what is left.
    Apply(SessionId),
    /// One section of that application.
    ApplySection(SessionId, SectionId),
    /// One question of that section.
    ApplyQuestion(SessionId, SectionId, QuestionId),
    /// Every answer, before sending.
    ApplyReview(SessionId),
    /// What became of it: the file to hand over, the receipt.
    ApplySent(SessionId),
    /// Everything this device holds about its owner.
    Mine,
    /// The organizers' list of applications, with its filters.
    Applications(Query),
    /// One application in full. The query is the list's, to go back to and to step through.
    Application(RecordId, Query),
    /// When people are free, side by side: who, and how it is shown.
    Compare(Query),
    /// The teams of a session as they are being formed, and which of its rosters.
    Studio(SessionId, Query),
    /// Who takes part in a session, and as what.
    People(SessionId),
    /// One of them.
    Person(SessionId, RecordId),
    /// Who is in a session, team by team; the query says how it is shown.
    Roster(SessionId, Query),
    /// One team of a session: who, and when it meets.
    Team(SessionId, RecordId),
    /// What is noted of a team's meeting in a week.
    Meeting(SessionId, RecordId, u32),
    /// The meetings of a circle of a session, and who is in it.
    Circle(SessionId, Circle),
    /// What is noted of its meeting in a week.
    CircleMeeting(SessionId, Circle, u32),
    /// Who counts as active in a session; the query says who is shown.
    Standing(SessionId, Query),
    /// Certificates and badges of a session.
    Certificates(SessionId),
    /// What became of a session, in numbers.
    Report(SessionId),
    /// Everyone of a session, week by week.
    Wall(SessionId),
    /// What each week of a session is about.
    Plan(SessionId),
    /// What everyone of a session works on; the query says in which state.
    Contributions(SessionId, Query),
    /// What somebody says at the end of a session: of a membership.
    Closing(SessionId, RecordId),
    /// What everyone of a session said at its end.
    Closings(SessionId),
    /// Somebody's weeks in a session: of a membership.
    Weeks(SessionId, RecordId),
    /// Their check-in of one of these weeks.
    CheckIn(SessionId, RecordId, u32),
    /// A place of a session, where the link names none: which of them is to be said.
    Choose(Area),
    /// Taking in submission files.
    Import,
    /// Export, import, backups, storage.
    Data,
    /// A link that leads nowhere.
    NotFound(String),
}

/// A place that each session has one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Area {
    /// The teams as they are being formed.
    Teams,
    /// Who takes part.
    People,
    /// Who is in, team by team.
    Roster,
    /// Everyone, week by week.
    Weeks,
}

impl Area {
    /// The place of a session.
    pub fn of(self, session: SessionId) -> Route {
        match self {
            Self::Teams => Route::Studio(session, Query::default()),
            Self::People => Route::People(session),
            Self::Roster => Route::Roster(session, Query::default()),
            Self::Weeks => Route::Wall(session),
        }
    }
}

/// The name in a query for a session.
const SESSION: &str = "session";

/// The part of a URL behind `?`: names and values, in order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// The first value of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, value)| value.as_str())
    }

    /// The same query with this value for the name, at its place; without it if the value is empty.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut pairs = self.0.clone();
        match pairs.iter().position(|(n, _)| n == name) {
            Some(at) if value.is_empty() => {
                pairs.remove(at);
            }
            Some(at) => pairs[at].1 = value.to_owned(),
            None if value.is_empty() => {}
            None => pairs.push((name.to_owned(), value.to_owned())),
        }
        Self(pairs)
    }

    /// The names and values, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.0.iter();
        pairs.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// What names a session.
    pub fn of_session(session: &SessionId) -> Self {
        Self::default().with(SESSION, session.as_str())
    }

    /// The session that it names.
    pub fn session(&self) -> Option<SessionId> {
        self.get(SESSION)?.parse().ok()
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn parse(text: &str) -> Self {
        let pairs = text.split('&').filter(|pair| !pair.is_empty());
        Self(
            pairs
                .map(|pair| {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    (decode(name), decode(value))
                })
                .collect(),
        )
    }
}

impl FromIterator<(String, String)> for Query {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

impl Route {
    /// The place a location's fragment names, with or without its `#`.
    pub fn parse(fragment: &str) -> Self {
        let text = fragment.strip_prefix('#').unwrap_or(fragment);
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let parts: Vec<String> = path
            .split('/')
            .filter(|part| !part.is_empty())
            .map(decode)
            .collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        Self::of(&parts, Query::parse(query)).unwrap_or_else(|| Self::NotFound(text.to_owned()))
    }

    fn of(parts: &[&str], query: Query) -> Option<Self> {
        Some(match parts {
            [] => Self::Home,
            ["apply", session] => Self::Apply(session.parse().ok()?),
            ["apply", session, "review"] => Self::ApplyReview(session.parse().ok()?),
            ["apply", session, "sent"] => Self::ApplySent(session.parse().ok()?),
            ["apply", session, "section", section] => {
                Self::ApplySection(session.parse().ok()?, section.parse().ok()?)
            }
            ["apply", session, "section", section, question] => Self::ApplyQuestion(
                session.parse().ok()?,
                section.parse().ok()?,
                question.parse().ok()?,
            ),
            ["mine"] => Self::Mine,
            ["applications"] => Self::Applications(query),
            ["applications", id] => Self::Application(id.parse().ok()?, query),
            ["compare"] => Self::Compare(query),
            ["teams"] => Self::Choose(Area::Teams),
            ["people"] => Self::Choose(Area::People),
            ["roster"] => Self::Choose(Area::Roster),
            ["weeks"] => Self::Choose(Area::Weeks),
            ["teams", session] => Self::Studio(session.parse().ok()?, query),
            ["people", session] => Self::People(session.parse().ok()?),
            ["people", session, id] => Self::Person(session.parse().ok()?, id.parse().ok()?),
            ["roster", session] => Self::Roster(session.parse().ok()?, query),
            ["roster", session, "team", team] => {
                Self::Team(session.parse().ok()?, team.parse().ok()?)
            }
            ["roster", session, "team", team, "week", week] => Self::Meeting(
                session.parse().ok()?,
                team.parse().ok()?,
                week.parse().ok()?,
            ),
            ["roster", session, "circle", circle] => {
                Self::Circle(session.parse().ok()?, Circle::from_name(circle)?)
            }
            ["roster", session, "circle", circle, "week", week] => Self::CircleMeeting(
                session.parse().ok()?,
                Circle::from_name(circle)?,
                week.parse().ok()?,
            ),
            ["standing", session] => Self::Standing(session.parse().ok()?, query),
            ["certificates", session] => Self::Certificates(session.parse().ok()?),
            ["report", session] => Self::Report(session.parse().ok()?),
            ["weeks", session] => Self::Wall(session.parse().ok()?),
            ["weeks", session, "plan"] => Self::Plan(session.parse().ok()?),
            ["weeks", session, member] => Self::Weeks(session.parse().ok()?, member.parse().ok()?),
            ["weeks", session, member, week] => Self::CheckIn(
                session.parse().ok()?,
                member.parse().ok()?,
                week.parse().ok()?,
            ),
            ["closing", session, member] => {
                Self::Closing(session.parse().ok()?, member.parse().ok()?)
            }
            ["closings", session] => Self::Closings(session.parse().ok()?),
            ["contributions", session] => Self::Contributions(session.parse().ok()?, query),
            ["import"] => Self::Import,
            ["data"] => Self::Data,
            _ => return None,
        })
    }

    /// The link to this place, for an `href`.
    pub fn href(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home => f.write_str("#/"),
            Self::Apply(session) => write!(f, "#/apply/{session}"),
            Self::ApplySection(session, section) => {
                write!(f, "#/apply/{session}/section/{section}")
            }
            Self::ApplyQuestion(session, section, question) => {
                write!(f, "#/apply/{session}/section/{section}/{question}")
            }
            Self::ApplyReview(session) => write!(f, "#/apply/{session}/review"),
            Self::ApplySent(session) => write!(f, "#/apply/{session}/sent"),
            Self::Mine => f.write_str("#/mine"),
            Self::Applications(query) => write!(f, "#/applications{query}"),
            Self::Application(id, query) => write!(f, "#/applications/{id}{query}"),
            Self::Compare(query) => write!(f, "#/compare{query}"),
            Self::Studio(session, query) => write!(f, "#/teams/{session}{query}"),
            Self::People(session) => write!(f, "#/people/{session}"),
            Self::Person(session, id) => write!(f, "#/people/{session}/{id}"),
            Self::Roster(session, query) => write!(f, "#/roster/{session}{query}"),
            Self::Team(session, team) => write!(f, "#/roster/{session}/team/{team}"),
            Self::Meeting(session, team, week) => {
                write!(f, "#/roster/{session}/team/{team}/week/{week}")
            }
            Self::Circle(session, circle) => {
                write!(f, "#/roster/{session}/circle/{}", circle.as_str())
            }
            Self::CircleMeeting(session, circle, week) => {
                let circle = circle.as_str();
                write!(f, "#/roster/{session}/circle/{circle}/week/{week}")
            }
            Self::Standing(session, query) => write!(f, "#/standing/{session}{query}"),
            Self::Certificates(session) => write!(f, "#/certificates/{session}"),
            Self::Report(session) => write!(f, "#/report/{session}"),
            Self::Wall(session) => write!(f, "#/weeks/{session}"),
            Self::Plan(session) => write!(f, "#/weeks/{session}/plan"),
            Self::Contributions(session, query) => {
                write!(f, "#/contributions/{session}{query}")
            }
            Self::Closing(session, member) => write!(f, "#/closing/{session}/{member}"),
            Self::Closings(session) => write!(f, "#/closings/{session}"),
            Self::Weeks(session, member) => write!(f, "#/weeks/{session}/{member}"),
            Self::CheckIn(session, member, week) => {
                write!(f, "#/weeks/{session}/{member}/{week}")
            }
            Self::Choose(Area::Teams) => f.write_str("#/teams"),
            Self::Choose(Area::People) => f.write_str("#/people"),
            Self::Choose(Area::Roster) => f.write_str("#/roster"),
            Self::Choose(Area::Weeks) => f.write_str("#/weeks"),
            Self::Import => f.write_str("#/import"),
            Self::Data => f.write_str("#/data"),
            Self::NotFound(text) => write!(f, "#{text}"),
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (name, value)) in self.0.iter().enumerate() {
            let sign = if i == 0 { '?' } else { '&' };
            write!(f, "{sign}{}={}", encode(name), encode(value))?;
        }
        Ok(())
    }
}

/// Percent-encodes all but RFC 3986's unreserved characters.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
    out
}

/// Undoes percent-encoding; what is not well encoded stays as it is, so that no link is ever refused.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = text
            .get(at + 1..at + 3)
            .filter(|pair| bytes[at] == b'%' && pair.bytes().all(|b| b.is_ascii_hexdigit()));
        match pair.map(|pair| u8::from_str_radix(pair, 16)) {
            Some(Ok(byte)) => {
                out.push(byte);
                at += 3;
            }
            Some(Err(_)) | None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> SessionId {
        "spring-2027".parse().expect("a key")
    }

    #[test]
    fn every_place_has_a_link_that_leads_back_to_it() {
        let query = Query::default()
            .with("q", "a & b = c/d?é#%")
            .with("sort", "-sent");
        for route in [
            Route::Home,
            Route::Apply(session()),
            Route::ApplySection(session(), "about".parse().expect("a key")),
            Route::ApplyQuestion(
                session(),
                "about".parse().expect("a key"),
                "name".parse().expect("a key"),
            ),
            Route::ApplyReview(session()),
            Route::ApplySent(session()),
            Route::Mine,
            Route::Applications(Query::default()),
            Route::Applications(query.clone()),
            Route::Application(RecordId::from_bits(7), query),
            Route::Compare(
                Query::default()
                    .with("people", "a,b")
                    .with("zone", "Asia/Kathmandu"),
            ),
            Route::Compare(Query::of_session(&session()).with("who", "mentee")),
            Route::Studio(session(), Query::default()),
            Route::Studio(session(), Query::default().with("roster", "0123")),
            Route::People(session()),
            Route::Person(session(), RecordId::from_bits(7)),
            Route::Roster(session(), Query::default()),
            Route::Roster(session(), Query::default().with("view", "public")),
            Route::Team(session(), RecordId::from_bits(9)),
            Route::Meeting(session(), RecordId::from_bits(9), 0),
            Route::Circle(session(), Circle::Organizers),
            Route::CircleMeeting(session(), Circle::Officers, 2),
            Route::Standing(session(), Query::default()),
            Route::Standing(session(), Query::default().with("show", "not-yet")),
            Route::Certificates(session()),
            Route::Report(session()),
            Route::Wall(session()),
            Route::Plan(session()),
            Route::Contributions(session(), Query::default()),
            Route::Contributions(session(), Query::default().with("state", "review")),
            Route::Closing(session(), RecordId::from_bits(9)),
            Route::Closings(session()),
            Route::Weeks(session(), RecordId::from_bits(9)),
            Route::CheckIn(session(), RecordId::from_bits(9), 3),
            Route::Choose(Area::Teams),
            Route::Choose(Area::People),
            Route::Choose(Area::Roster),
            Route::Choose(Area::Weeks),
            Route::Import,
            Route::Data,
        ] {
            assert_eq!(Route::parse(&route.href()), route, "{route}");
        }
    }

    #[test]
    fn a_place_without_its_session_leads_to_the_one_of_a_session() {
        for (text, place) in [
            ("#/teams", "#/teams/spring-2027"),
            ("#/people/", "#/people/spring-2027"),
            ("#/roster", "#/roster/spring-2027"),
            ("#/weeks", "#/weeks/spring-2027"),
        ] {
            let Route::Choose(area) = Route::parse(text) else {
                panic!("{text} asks which session");
            };
            assert_eq!(area.of(session()).href(), place);
        }
    }

    #[test]
    fn a_link_that_leads_nowhere_is_said_and_kept() {
        for text in [
            "#/nowhere",
            "#/apply",
            "#/apply/A%20B",
            "#/applications/12",
            "#/roster/A%20B",
            "#/roster/spring-2027/team/12",
            "#/roster/spring-2027/circle/mentees",
        ] {
            let route = Route::parse(text);
            assert_eq!(route, Route::NotFound(text[1..].to_owned()));
            assert_eq!(route.href(), text);
        }
    }

    #[test]
    fn badly_encoded_links_are_read_as_they_stand() {
        for (text, value) in [
            ("#/applications?q=100%", "100%"),
            ("#/applications?q=%zz%C3", "%zz%C3"),
        ] {
            let Route::Applications(query) = Route::parse(text) else {
                panic!("{text} is the list");
            };
            assert_eq!(query.get("q"), Some(value));
        }
    }

    #[test]
    fn a_query_names_a_session_or_none() {
        assert_eq!(Query::of_session(&session()).session(), Some(session()));
        assert_eq!(Query::default().session(), None);
        assert_eq!(Query::default().with("session", "A B").session(), None);
    }

    #[test]
    fn a_query_keeps_its_order_and_drops_empty_values() {
        let query = Query::default()
            .with("a", "1")
            .with("b", "2")
            .with("a", "3");
        assert_eq!(query.to_string(), "?a=3&b=2");
        assert_eq!(query.with("a", "").to_string(), "?b=2");
        assert!(query.with("a", "").with("b", "").is_empty());
    }
}
