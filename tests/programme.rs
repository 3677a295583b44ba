//! The programme file: what is read of it, and what is said of a broken one.

mod programme {
    mod broken;
    mod calls;
    mod closing;
    mod documented;
    mod sample;
    mod teams;
    mod versions;
    mod weekly;
}
