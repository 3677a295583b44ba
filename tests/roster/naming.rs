//! Names that several people have.

use groundcrew::domain::programme::TeamRules;
use groundcrew::domain::role::Role;

use super::kit::{crew, evenings, member};

#[test]
fn a_name_that_two_have_tells_of_neither() {
    let named = |id: &str, name: &str, role| {
        let mut member = member(id, role, &[], evenings());
        name.clone_into(&mut member.name);
        member
    };
    let crew = crew(
        vec![
            named("a", "Ada Lantern", Role::Mentee),
            named("b", "ada lantern ", Role::Navigator),
            named("c", "Ada Juniper", Role::Mentee),
        ],
        TeamRules::default(),
    );
    let shared = crew.all().filter(|member| crew.shares_name(member));
    let mut shared: Vec<&str> = shared.map(|member| member.name.trim()).collect();
    shared.sort_unstable();
    assert_eq!(shared, ["Ada Lantern", "ada lantern"]);
}
