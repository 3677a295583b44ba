//! Forming teams: the best roster, a bound that holds, and locks that clash, against a slow and simple
//! search.

mod teams {
    pub mod brute;
    pub mod referee;
    pub mod tiny;

    mod certificates;
    mod clashes;
    mod instances;
    mod lenient;
    mod optimum;
    mod reading;
    mod sending;
    mod weeks;
}
