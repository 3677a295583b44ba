//! Filling in a form: what is taken as an answer, what is refused and why, and how a whole draft stands.

mod forms {
    pub mod making;

    mod anything;
    mod checking;
    mod levels;
    mod parsing;
    mod storing;
    mod weeks;
}
