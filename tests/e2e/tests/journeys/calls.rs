//! Someone applies to take part in another role than the mentees: by a form of its own, from the card of
//! the session, to organizers who see it under the call's name.

use e2e::{Name, Result, Visit, ensure, in_every_browser};
use thirtyfour::Key;

use crate::form::Form;
use crate::organizing::hand_in;
use crate::people::People;
use crate::road::{another, handed_over};

in_every_browser!(someone_applies_as_navigator_and_organizers_see_it_under_the_calls_name);

async fn someone_applies_as_navigator_and_organizers_see_it_under_the_calls_name(
    visit: &mut Visit,
) -> Result<()> {
    let form = Form::named(visit, "navigators")?;
    visit.open("").await?;
    // Within the session, and no session of its own.
    let card = visit.role("article", "Orbit 4");
    let ways = card.role("list", "Other ways to take part");
    ways.role("heading", Name::begins("Take part as captain"))
        .see()
        .await?;
    let way = ways.role("heading", Name::begins("Take part as navigator"));
    way.says("Open").await?;
    ensure!(
        !visit
            .role("article", "Navigators for Orbit 4")
            .is_there()
            .await?
    );
    visit.axe().await?;
    visit.narrow().await?;
    visit.fits_its_width().await?;
    ways.link("Apply to Navigators for Orbit 4").click().await?;

    visit
        .heading("Application to Orbit 4 as navigator")
        .see()
        .await?;
    visit
        .text_of(Name::begins("Open until "))
        .nth(0)
        .see()
        .await?;
    visit.axe().await?;
    visit.button("Start the application").click().await?;
    let titles = form.titles();
    for (at, title) in titles.iter().enumerate() {
        form.fill_section(visit, title).await?;
        match titles.get(at + 1) {
            Some(next) => visit.link(format!("Next: {next}")).click().await?,
            None => {
                let nav = visit.role("navigation", "Sections before and after");
                nav.link("Check your answers and send").click().await?;
            }
        }
    }
    visit.heading("Check your answers").see().await?;
    visit.button("Send the application").click().await?;
    visit
        .heading("Your application is made. It has not arrived yet.")
        .see()
        .await?;
    let file = handed_over(visit, "navigator.json").await?;
    // Whoever helps may still apply to the session itself: the two do not touch.
    visit.open("").await?;
    card.link("See your application to Navigators for Orbit 4")
        .see()
        .await?;
    card.link("Apply to Orbit 4").see().await?;

    // At the organizers', beside somebody who wants to be mentored.
    let mut crew = another(visit).await?;
    let people = People::apply(&crew.site.read("programme.json")?, 1)?;
    let mut files = people.write(crew.folder(), 0..1)?;
    files.push(file);
    crew.open("#/import").await?;
    hand_in(&crew, &files).await?;
    crew.text_of("2 new").see().await?;
    crew.role("row", Name::begins("navigator.json"))
        .says("Navigators for Orbit 4")
        .await?;
    crew.button("Take in 2 applications").click().await?;
    crew.link("See the applications").click().await?;
    crew.text_of("2 applications").see().await?;
    let name = "Zoë of name, ünïcode";
    crew.role("row", Name::has(name))
        .says("Navigators for Orbit 4")
        .await?;
    crew.text_of("Filters").click().await?;
    crew.role("combobox", "Orbit")
        .choose("Navigators for Orbit 4")
        .await?;
    crew.text_of("1 of 2 applications").see().await?;
    crew.open("#/applications?session=orbit-4-navigators")
        .await?;
    crew.text_of("1 of 2 applications").see().await?;
    crew.link(name).focus().await?;
    crew.press(Key::Enter).await?;
    crew.heading(name).see().await?;
    let main = crew.any("main");
    main.says("Navigators for Orbit 4").await?;
    main.says("Which project would you lead a team in?").await?;
    main.says("Quillwork").await?;
    crew.axe().await?;
    crew.check_end().await
}
