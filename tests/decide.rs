//! What an applicant's commands change, and when they are refused: whole stories.

mod decide {
    pub mod browser;

    mod applying;
    mod carry;
    mod deciding;
    mod erasing;
    mod keeping;
}
