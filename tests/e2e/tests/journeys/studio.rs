//! The team studio: teams are formed and accepted, people are moved by keyboard alone, locked, kept apart,
//! explained, and the roster is put into effect.

use e2e::{Context, Found, Name, Result, Visit, ensure, in_every_browser, once};
use thirtyfour::Key;

in_every_browser!(
    teams_are_formed_as_a_preview_and_put_into_effect_once_accepted,
    promise_30_people_are_moved_by_keyboard_alone,
    who_is_locked_stays_and_who_is_kept_apart_is_asked_about,
    why_someone_is_on_no_team_is_told_with_the_smallest_change,
    promise_12_what_if_is_a_branch_that_leaves_the_roster_alone,
    promise_02_what_is_known_of_people_saves_by_itself,
);

once!(promise_02_what_an_application_says_of_someone_is_corrected_and_taken_back);

/// Accepts the samples for a session or a call of it, of which there are so many: the first ones; all for none.
async fn accept(visit: &Visit, of: &str, there: usize, count: Option<usize>) -> Result<()> {
    visit.open(&format!("#/applications?session={of}")).await?;
    // Until then the rows are those of before.
    let found = format!("{there} of 138 applications");
    visit.text_of(Name::begins(found)).see().await?;
    let picks = visit.role("checkbox", Name::begins("Pick "));
    match count {
        Some(count) => {
            for row in 1..=count {
                picks.nth(row).click().await?;
            }
        }
        None => {
            visit
                .role("checkbox", "Pick all that are shown")
                .click()
                .await?;
        }
    }
    visit.button("Decide").click().await?;
    let dialog = visit.role("dialog", "Decide about these applications");
    dialog.role("button", Name::begins("Save ")).click().await?;
    dialog.gone().await
}

/// A session with accepted people of each role, and its studio.
pub async fn crewed(visit: &Visit, mentees: usize) -> Result<()> {
    visit.open("#/applications").await?;
    visit.button("Try it with sample data").click().await?;
    visit.text_of("138 applications").see().await?;
    accept(visit, "orbit-4-navigators", 10, None).await?;
    accept(visit, "orbit-4-captains", 8, None).await?;
    accept(visit, "orbit-4", 120, Some(mentees)).await?;
    visit.open("#/teams/orbit-4").await?;
    visit.button("Form teams").see().await
}

/// Forms teams and accepts them.
pub async fn form(visit: &Visit, how: &str) -> Result<()> {
    visit.button("Form teams").click().await?;
    let dialog = visit.role("dialog", "Form teams");
    dialog.role("button", Name::begins(how)).click().await?;
    visit
        .text_of(Name::has("Found: nothing better is possible"))
        .see()
        .await?;
    visit.button("Use these teams").click().await?;
    visit.text_of(Name::has("are in the plan")).see().await
}

/// The first team.
pub fn first_team(visit: &Visit) -> Found {
    visit.role("region", Name::begins("Team ")).nth(0)
}

/// The chips of people on a team.
pub fn people(team: &Found) -> Found {
    team.any("listitem").any("button")
}

/// The name on a chip.
pub async fn name_on(chip: &Found) -> Result<String> {
    let text = chip.text().await?;
    let name = text.lines().next().context("a name")?;
    Ok(name.trim().to_owned())
}

async fn teams_are_formed_as_a_preview_and_put_into_effect_once_accepted(
    visit: &mut Visit,
) -> Result<()> {
    crewed(visit, 9).await?;
    visit.axe().await?;
    visit.button("Form teams").click().await?;
    let dialog = visit.role("dialog", "Form teams");
    visit.axe().await?;
    dialog
        .role("button", Name::begins("Fill what is open"))
        .click()
        .await?;
    visit
        .text_of(Name::has("Found: nothing better is possible"))
        .see()
        .await?;
    first_team(visit).see().await?;
    visit.axe().await?;
    // A preview is not the plan yet, which is said.
    visit
        .text_of(Name::has("it is gone when you leave this page"))
        .see()
        .await?;
    visit.button("Discard").click().await?;
    visit.heading("No teams yet").see().await?;

    form(visit, "Fill what is open").await?;
    let formed = visit.role("region", Name::begins("Team ")).count().await?;
    ensure!(formed > 0, "teams");
    visit.axe().await?;
    visit.reload().await?;
    visit.button("Form teams").see().await?;
    let kept = visit.role("region", Name::begins("Team ")).count().await?;
    ensure!(kept == formed, "{kept} of {formed} teams are kept");

    // It is a plan until it is put into effect, which the roster says too.
    visit.open("#/roster/orbit-4").await?;
    visit.heading("The plan is not in effect yet").see().await?;
    visit.axe().await?;
    visit.link("See the plan").click().await?;

    visit.button("Put into effect").click().await?;
    let dialog = visit.role("dialog", "Put this plan into effect");
    dialog.text_of(Name::has("take their places")).see().await?;
    visit.axe().await?;
    dialog.role("button", "Put into effect").click().await?;
    visit
        .text_of(Name::has("The plan is in effect"))
        .see()
        .await?;
    visit.button("Put into effect").click().await?;
    dialog
        .text_of(Name::has("It is in effect already"))
        .see()
        .await?;
    dialog.role("button", "Cancel").click().await?;
    visit.text_of("In effect as it is here").see().await?;
    visit.button("Add team").click().await?;
    visit
        .text_of("Changed since it was put into effect")
        .see()
        .await?;
    visit.button("Undo").click().await?;
    visit.text_of("In effect as it is here").see().await?;
    visit.link("See the roster").see().await?;

    visit.narrow().await?;
    visit.fits_its_width().await
}

async fn promise_30_people_are_moved_by_keyboard_alone(visit: &mut Visit) -> Result<()> {
    crewed(visit, 9).await?;
    form(visit, "Fill what is open").await?;
    let team = first_team(visit);
    let chips = people(&team);
    let last = chips.nth(chips.count().await? - 1);
    let name = name_on(&last).await?;
    last.focus().await?;
    visit.press(Key::Enter).await?;
    let dialog = visit.role("dialog", name.as_str());
    dialog.see().await?;
    visit.axe().await?;
    let off = dialog.role("button", Name::begins("No team"));
    visit.tab_to(&off).await?;
    visit.press(Key::Enter).await?;
    visit.text_of(Name::has("is on no team now")).see().await?;
    // The focus goes along with whoever was moved.
    let there = visit.role("region", "On no team");
    there
        .role("button", Name::begins(name.as_str()))
        .gets_focus()
        .await?;
    visit.press_with(&[Key::Control], 'z').await?;
    visit.text_of(Name::has("Taken back:")).see().await?;
    team.role("button", Name::begins(name.as_str()))
        .see()
        .await?;
    visit.press_with(&[Key::Control, Key::Shift], 'z').await?;
    there
        .role("button", Name::begins(name.as_str()))
        .see()
        .await?;
    // What was said is closed, and takes the focus nowhere.
    visit.button("Close").click().await?;
    visit.text_of(Name::has("is on no team now")).gone().await?;
    visit.heading("Teams").gets_focus().await
}

async fn who_is_locked_stays_and_who_is_kept_apart_is_asked_about(visit: &mut Visit) -> Result<()> {
    crewed(visit, 9).await?;
    form(visit, "Fill what is open").await?;
    let team = first_team(visit);
    let chips = people(&team);
    let count = chips.count().await?;
    let (one, other) = (chips.nth(count - 2), chips.nth(count - 1));
    let (first, second) = (name_on(&one).await?, name_on(&other).await?);
    one.click().await?;
    let dialog = visit.role("dialog", first.as_str());
    dialog.role("button", "Lock in place").click().await?;
    visit
        .text_of(Name::has("stays where they are"))
        .see()
        .await?;
    team.role("button", Name::begins(first.as_str()))
        .says("Locked")
        .await?;
    form_or_same(visit).await?;
    team.role("button", Name::begins(first.as_str()))
        .see()
        .await?;

    // By hand too, only after a question.
    team.role("button", Name::begins(first.as_str()))
        .click()
        .await?;
    dialog
        .role("button", Name::begins("No team"))
        .click()
        .await?;
    let sure = visit.role("dialog", "Somebody who is locked would move");
    sure.text_of(Name::has("is locked in place")).see().await?;
    visit.axe().await?;
    sure.role("button", "Cancel").click().await?;
    team.role("button", Name::begins(first.as_str()))
        .says("Locked")
        .await?;

    team.role("button", Name::begins(first.as_str()))
        .click()
        .await?;
    let apart = dialog.role("combobox", "Keep apart from");
    apart.choose(Name::begins(second.as_str())).await?;
    dialog.role("button", "Keep apart").click().await?;
    visit
        .text_of(Name::has("are to be kept apart"))
        .see()
        .await?;
    let asking = visit.role("dialog", "This breaks a rule");
    ensure!(!asking.is_there().await?, "keeping apart moves nobody");

    // Off the team, and on it again: that is asked about.
    team.role("button", Name::begins(second.as_str()))
        .click()
        .await?;
    let theirs = visit.role("dialog", second.as_str());
    theirs
        .role("button", Name::begins("No team"))
        .click()
        .await?;
    visit.text_of(Name::has("is on no team now")).see().await?;
    let free = visit.role("region", "On no team");
    free.role("button", Name::begins(second.as_str()))
        .click()
        .await?;
    let heading = team.any("heading").nth(0).text().await?;
    theirs
        .role("button", Name::begins(heading.as_str()))
        .click()
        .await?;
    asking.see().await?;
    visit.axe().await?;
    // Nothing is taken back behind a question: it would be about what is there no more.
    visit.press_with(&[Key::Control], 'z').await?;
    asking
        .text_of(Name::has("are to be kept apart"))
        .see()
        .await?;
    asking.role("button", "Cancel").click().await?;
    free.role("button", Name::begins(second.as_str()))
        .see()
        .await
}

/// Forms all anew; where nothing better is possible it is as it was already.
async fn form_or_same(visit: &Visit) -> Result<()> {
    visit.button("Form teams").click().await?;
    let dialog = visit.role("dialog", "Form teams");
    dialog
        .role("button", Name::begins("Form all anew"))
        .click()
        .await?;
    visit
        .text_of(Name::has(
            "nothing better is possible as long as those who are locked",
        ))
        .see()
        .await?;
    visit.button("Discard").click().await
}

async fn why_someone_is_on_no_team_is_told_with_the_smallest_change(
    visit: &mut Visit,
) -> Result<()> {
    crewed(visit, 9).await?;
    form(visit, "Fill what is open").await?;
    let team = first_team(visit);
    let chips = people(&team);
    let last = chips.nth(chips.count().await? - 1);
    let name = name_on(&last).await?;
    last.click().await?;
    let dialog = visit.role("dialog", name.as_str());
    dialog
        .role("button", Name::begins("No team"))
        .click()
        .await?;
    let free = visit.role("region", "On no team");
    free.role("button", Name::begins(name.as_str()))
        .click()
        .await?;
    dialog.heading(Name::begins("Why is ")).see().await?;
    dialog
        .text_of(Name::has("has a place: nobody else has to move"))
        .nth(0)
        .see()
        .await?;
    visit.axe().await?;
    dialog
        .role("button", Name::begins("Do this"))
        .nth(0)
        .click()
        .await?;
    // "is on no team now." may still stand there: what tells is that the chip has left.
    free.role("button", Name::begins(name.as_str()))
        .gone()
        .await
}

async fn promise_12_what_if_is_a_branch_that_leaves_the_roster_alone(
    visit: &mut Visit,
) -> Result<()> {
    crewed(visit, 6).await?;
    form(visit, "Fill what is open").await?;
    let team = first_team(visit);
    let before = people(&team).count().await?;
    visit.button("What if…").click().await?;
    let dialog = visit.role("dialog", "What if…");
    dialog.role("button", "Branch off").click().await?;
    dialog.role("button", "Delete Branch 1").see().await?;
    let look = dialog.role("button", Name::begins("Look at")).nth(0);
    look.gets_focus().await?;
    visit.axe().await?;
    visit.press(Key::Escape).await?;
    visit.text_of(Name::has("You are looking at")).see().await?;
    visit.text_of("A branch: Branch 1").see().await?;
    visit.axe().await?;
    let last = people(&team).nth(before - 1);
    let name = name_on(&last).await?;
    last.click().await?;
    visit
        .role("dialog", name.as_str())
        .role("button", Name::begins("No team"))
        .click()
        .await?;
    visit.text_of(Name::has("is on no team now")).see().await?;
    visit.button(Name::begins("What if: ")).click().await?;
    dialog.text_of(Name::has(" → ")).see().await?;
    // Each heading stands over its own column, and nothing has to be looked for sideways.
    let script = "const table = document.querySelector('.branch-beside');
        const at = (cell) => Math.round(cell.getBoundingClientRect().left);
        const [heads, cells] = ['thead th', 'tbody tr:first-child td']
            .map((of) => [...table.querySelectorAll(of)].map(at).join());
        const open = table.closest('dialog');
        return heads === cells && open.scrollWidth <= open.clientWidth ? 'straight' : `${heads} ${cells}`;";
    let table = visit.run(script, &[]).await?;
    ensure!(table == "straight", "{table}");
    dialog
        .role("button", Name::begins("Look at"))
        .nth(0)
        .click()
        .await?;
    visit.press(Key::Escape).await?;
    visit.text_of("A branch: Branch 1").gone().await?;
    team.role("button", Name::begins(name.as_str())).see().await
}

async fn promise_02_what_is_known_of_people_saves_by_itself(visit: &mut Visit) -> Result<()> {
    visit.open("#/people/orbit-4").await?;
    visit.button("Add navigator").click().await?;
    visit.heading("Someone new").see().await?;
    visit.axe().await?;
    visit
        .role("textbox", Name::begins("Name"))
        .type_text("Ada Okoro")
        .await?;
    visit
        .text_of(Name::has("Saved on this device"))
        .see()
        .await?;
    visit.reload().await?;
    visit.heading("Ada Okoro").see().await?;
    ensure!(visit.role("textbox", Name::begins("Name")).value().await? == "Ada Okoro");
    visit.narrow().await?;
    visit.fits_its_width().await?;
    visit.open("#/people/orbit-4").await?;
    visit.role("link", "Ada Okoro").see().await?;
    visit.axe().await
}

async fn promise_02_what_an_application_says_of_someone_is_corrected_and_taken_back(
    visit: &mut Visit,
) -> Result<()> {
    visit.open("#/applications").await?;
    visit.button("Try it with sample data").click().await?;
    visit.text_of("138 applications").see().await?;
    accept(visit, "orbit-4", 120, Some(1)).await?;
    visit.open("#/people/orbit-4").await?;
    let orbiters = visit.role("region", Name::begins("Orbiters"));
    let link = orbiters.any("link").nth(0);
    let applied = link.text().await?.trim().to_owned();
    link.click().await?;
    visit.heading(&*applied).see().await?;

    // It begins from what the application says.
    visit.button("Correct this").nth(0).click().await?;
    let name = visit.textbox(Name::begins("Name"));
    name.holds(&applied).await?;
    name.fill("Called otherwise by now").await?;
    let saved = visit.text_of(Name::has("Saved on this device"));
    saved.see().await?;
    visit.reload().await?;
    visit.heading("Called otherwise by now").see().await?;
    name.holds("Called otherwise by now").await?;
    visit.axe().await?;

    visit
        .button("Back to what the application says")
        .click()
        .await?;
    visit.heading(&*applied).see().await?;
    saved.see().await?;
    visit.reload().await?;
    visit.heading(&*applied).see().await?;
    name.gone().await
}
