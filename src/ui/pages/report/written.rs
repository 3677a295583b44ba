//! What a report says, in words. What nobody noted is said to be so, and is never a zero.

use super::{Counted, Known};
use crate::browser::{clock, zones};
use crate::domain::id::SessionId;
use crate::domain::week::closing::Interest;
use crate::domain::week::contribution::{Sort, State, Step};
use crate::domain::week::report::{Asked, Hours, Made, Met, Report, Stayed, Still, Survey};
use crate::format::report::{Document, Line, Part};
use crate::ui::closings::interest_words;
use crate::ui::pages::contributions::words::{sort_words, state_words};
use crate::ui::pages::roster::team_name;
use crate::ui::when::{date_brief, date_words, hours_words, list_words, number_words};
use crate::ui::words::{capital, capitalised, role_word, role_words, word};
use crate::{plural, t};

/// The whole report.
pub(super) fn document(known: &Known, counted: &Counted) -> Document {
    let session = known.session();
    let today = zones::today(clock::now());
    let as_of = today.map(|today| t!(report.as_of, date = date_words(today)));
    let over = t!(
        report.over,
        n = n(counted.report.over),
        all = n(session.weeks)
    );
    let parts = [
        Some(people(&counted.report)),
        Some(attendance(known, &counted.report)),
        Some(contributions(counted.report.made.as_ref())),
        counted.survey.as_ref().map(said),
        counted.survey.as_ref().and_then(quotes),
        Some(stayed(known, &counted.stayed)),
        names(known, &counted.stayed),
    ];
    Document {
        title: t!(report.of, session = session.name.clone()),
        about: as_of.into_iter().chain([over]).collect(),
        parts: parts.into_iter().flatten().collect(),
    }
}

fn n(count: u32) -> String {
    number_words(f64::from(count))
}

fn not_noted() -> String {
    t!(report.not_noted).to_owned()
}

fn fact(label: &str, value: String) -> Line {
    Line::Fact {
        label: label.to_owned(),
        value,
    }
}

fn part(id: &'static str, title: &str, lines: Vec<Line>) -> Part {
    Part {
        id,
        title: title.to_owned(),
        private: false,
        lines,
    }
}

fn table(caption: &str, head: &[&str], rows: Vec<Vec<String>>) -> Line {
    Line::Table {
        caption: caption.to_owned(),
        head: head.iter().map(|name| (*name).to_owned()).collect(),
        rows,
    }
}

fn people(report: &Report) -> Part {
    let known = |count: Option<u32>| count.map_or_else(|| t!(report.none_known).to_owned(), n);
    let rows = report.people.iter().map(|row| {
        vec![
            capitalised(&role_words(&row.role)),
            known(row.applied),
            known(row.accepted),
            n(row.took_part),
            n(row.finished),
            n(row.left),
        ]
    });
    let head = [
        t!(report.role),
        t!(report.applied),
        t!(report.accepted),
        t!(report.took_part),
        t!(report.finished),
        t!(report.left),
    ];
    let rows = table(t!(report.people_by_role), &head, rows.collect());
    part("people", t!(report.people), vec![rows])
}

fn met_row(known: &Known, met: &Met) -> Vec<String> {
    let team = known.sheet.team(met.team);
    let name = team.map(|sheet| team_name(&sheet.team)).unwrap_or_default();
    let is_noted = met.held + met.called_off > 0;
    let noted = |count: u32| if is_noted { n(count) } else { not_noted() };
    let came = if met.of > 0 {
        t!(report.n_of, n = n(met.there), of = n(met.of))
    } else {
        not_noted()
    };
    vec![
        name,
        noted(met.held),
        noted(met.called_off),
        n(met.not_noted),
        came,
    ]
}

fn attendance(known: &Known, report: &Report) -> Part {
    let meetings = report.teams.iter().map(|met| met_row(known, met));
    let team = capital(|w| &w.team.one);
    let head = [
        team.as_str(),
        t!(report.held),
        t!(report.called_off),
        t!(report.unnoted_weeks),
        t!(report.there),
    ];
    let mut lines = Vec::new();
    if !report.teams.is_empty() {
        lines.push(table(t!(report.meetings), &head, meetings.collect()));
    }
    let check_ins = report.check_ins.iter().map(|week| {
        let written = if week.written > 0 {
            t!(report.n_of, n = n(week.written), of = n(week.of))
        } else {
            t!(report.none_known).to_owned()
        };
        vec![t!(weeks.week, n = n(week.week)), written]
    });
    let head = [t!(report.week), t!(report.written)];
    if !report.check_ins.is_empty() {
        lines.push(table(t!(report.check_ins), &head, check_ins.collect()));
    }
    let ones = report.one_to_ones.map(|ones| {
        t!(
            report.ones,
            held = n(ones.held),
            declined = n(ones.declined),
            moved = n(ones.moved)
        )
    });
    lines.push(fact(t!(report.one_to_ones), ones.unwrap_or_else(not_noted)));
    lines.extend(hours(report.hours));
    part("attendance", t!(report.attendance), lines)
}

fn hours(hours: Option<Hours>) -> Vec<Line> {
    let Some(hours) = hours else {
        return vec![fact(t!(report.hours), not_noted())];
    };
    let time = hours_words(hours.median);
    let weeks = t!(report.n_of, n = n(hours.over), of = n(hours.said));
    let over = plural!(report.over_people, hours.over_people, weeks = weeks);
    vec![
        fact(
            t!(report.hours),
            plural!(report.hours_of, hours.said, time = time),
        ),
        fact(&t!(report.over_plan, time = hours_words(hours.plan)), over),
    ]
}

fn contributions(made: Option<&Made>) -> Part {
    let Some(made) = made else {
        let lines = vec![fact(t!(report.contributions), not_noted())];
        return part("contributions", t!(report.contributions), lines);
    };
    let steps = Step::ALL.map(|step| {
        let label = match step {
            Step::Begun => t!(report.begun),
            Step::Reviewed => t!(report.reviewed),
            Step::Merged => t!(report.merged),
        };
        fact(label, n(made.numbers.of(step)))
    });
    let sorts: Vec<Option<Sort>> = Sort::ALL.into_iter().map(Some).chain([None]).collect();
    let rows = sorts.into_iter().filter_map(|sort| {
        let of = |state: State| made.by.get(&(sort, state)).copied().unwrap_or_default();
        let counts = State::ALL.map(of);
        let cells = counts.iter().map(|count| n(*count));
        let row = [sort_words(sort).to_owned()].into_iter().chain(cells);
        (counts.iter().sum::<u32>() > 0).then(|| row.collect())
    });
    let states = State::ALL.map(state_words);
    let head: Vec<&str> = [t!(report.kind)].into_iter().chain(states).collect();
    let projects = made.projects.iter().map(|(name, all, merged)| {
        let name = match name.trim() {
            "" => t!(report.no_project).to_owned(),
            name => name.to_owned(),
        };
        vec![name, n(*all), n(*merged)]
    });
    let of_projects = [t!(report.project), t!(report.all), t!(report.merged_of)];
    let mut lines = Vec::from(steps);
    lines.push(table(t!(report.by_kind), &head, rows.collect()));
    lines.push(table(t!(report.projects), &of_projects, projects.collect()));
    part("contributions", t!(report.contributions), lines)
}

fn asked(asked: &Asked) -> Vec<Line> {
    let steps = asked.steps.iter();
    let steps = steps.map(|(step, count)| vec![n(u32::from(*step)), n(*count)]);
    let choices = asked.choices.iter();
    let choices = choices.map(|(words, count)| vec![words.clone(), n(*count)]);
    let rows: Vec<Vec<String>> = steps.chain(choices).collect();
    let head = [t!(report.answer), t!(report.times)];
    let mut lines = Vec::new();
    if rows.is_empty() {
        let words = plural!(report.in_words, asked.words);
        return vec![fact(&asked.question, words)];
    }
    lines.push(table(&asked.question, &head, rows));
    lines.extend(asked.mean().map(|mean| {
        let mean = number_words((mean * 10.0).round() / 10.0);
        Line::Text(t!(report.mean, mean = mean))
    }));
    if asked.words > 0 {
        lines.push(Line::Text(plural!(report.in_words, asked.words)));
    }
    lines
}

fn said(survey: &Survey) -> Part {
    let mut lines = vec![fact(t!(report.answered), n(survey.answered))];
    lines.extend(survey.asked.iter().flat_map(asked));
    if !survey.interest.is_empty() {
        let rows = Interest::ALL.into_iter().map(|interest| {
            let words = interest_words(interest);
            let count = survey.interest.get(&interest).copied().unwrap_or_default();
            vec![words.to_owned(), n(count)]
        });
        let roles = survey.roles.iter();
        let roles =
            roles.map(|(role, count)| vec![t!(report.as_role, role = role_word(role)), n(*count)]);
        let head = [t!(report.answer), t!(report.times)];
        let rows = rows.chain(roles).collect();
        lines.push(table(t!(report.interest), &head, rows));
    }
    part("survey", t!(report.survey), lines)
}

fn quotes(survey: &Survey) -> Option<Part> {
    if survey.quotes.is_empty() {
        return None;
    }
    let quotes = survey.quotes.iter().map(|(words, name)| Line::Quote {
        words: words.clone(),
        name: name.clone(),
    });
    let help = Line::Text(t!(report.quotes_help).to_owned());
    let lines = [help].into_iter().chain(quotes).collect();
    Some(part("quotes", t!(report.quotes), lines))
}

fn stayed(known: &Known, stayed: &[Stayed]) -> Part {
    let sessions = word(|w| &w.session.many);
    if stayed.is_empty() {
        let none = Line::Text(t!(report.stayed_none, sessions = sessions));
        return part("stayed", t!(report.stayed), vec![none]);
    }
    let rows = stayed.iter().map(|one| {
        let roles = one.roles.iter();
        let roles: Vec<String> = roles
            .map(|(role, count)| {
                let what = match count {
                    1 => role_word(role),
                    _ => role_words(role),
                };
                t!(roster.count, n = n(*count), what = what)
            })
            .collect();
        let known_of = |count: u32| match count {
            0 => t!(report.nobody_again).to_owned(),
            count => n(count),
        };
        vec![
            known.session_name(&one.session),
            n(one.people),
            known_of(one.again),
            list_words(&roles),
            known_of(one.moved),
        ]
    });
    let session = capital(|w| &w.session.one);
    let head = [
        session.as_str(),
        t!(report.took_part),
        t!(report.again),
        t!(report.as_what),
        t!(report.moved),
    ];
    let caption = t!(report.stayed_by, session = word(|w| &w.session.one));
    let lines = vec![
        Line::Text(t!(report.stayed_help, sessions = sessions)),
        table(&caption, &head, rows.collect()),
    ];
    part("stayed", t!(report.stayed), lines)
}

/// Who is still there, by name.
fn names(known: &Known, stayed: &[Stayed]) -> Option<Part> {
    let named = stayed.iter().flat_map(|one| {
        let still = one.still.iter();
        still.map(|still| name(known, &one.session, still))
    });
    let named: Vec<Line> = named.collect();
    if named.is_empty() {
        return None;
    }
    let help = t!(report.names_help, organizers = word(|w| &w.organizer.many));
    Some(Part {
        id: "names",
        title: t!(report.names).to_owned(),
        private: true,
        lines: [Line::Text(help)].into_iter().chain(named).collect(),
    })
}

fn name(known: &Known, session: &SessionId, still: &Still) -> Line {
    let who = known.contacts.get(&still.person);
    let name = who.map(|who| who.name.clone()).unwrap_or_default();
    let label = t!(
        report.still,
        name = name,
        session = known.session_name(session)
    );
    let again = still.again.iter().map(|again| {
        t!(
            report.again_as,
            role = role_word(&again.role),
            session = known.session_name(&again.session)
        )
    });
    let moved = still
        .last
        .map(|last| plural!(report.moved_last, still.moved, date = date_brief(last)));
    let what: Vec<String> = again.chain(moved).collect();
    fact(&label, list_words(&what))
}
