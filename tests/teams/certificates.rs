//! A certificate proves its bound without the search, and none that was tampered with does.

use groundcrew::domain::teams::{Search, Status, Unproved};
use proptest::prelude::*;

use super::brute::best;
use super::instances::instance;
use super::tiny::problem;

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn a_certificate_proves_no_less_than_the_optimum(problem in problem(2)) {
        let mut search = Search::new(problem.clone(), 1).expect("a problem");
        while search.step(1_000_000) == Status::Searching {}
        if let (Some(certificate), Some(optimum)) = (search.certificate(), best(&problem)) {
            let proved = certificate.check(&problem).expect("a certificate of this problem");
            prop_assert!(proved >= optimum, "{proved:?} is below {optimum:?}");
        }
    }
}

#[test]
fn a_certificate_comes_close_to_the_optimum() {
    for (name, gap) in [("l-301-mid", 15), ("s-102-loose", 15), ("x-identical", 0)] {
        let problem = instance(name).problem;
        let mut search = Search::new(problem.clone(), 1).expect("a problem");
        while search.step(1_000_000) == Status::Searching {}
        let certificate = search.certificate().expect("a certificate");
        let proved = certificate
            .check(&problem)
            .expect("a certificate of this problem");
        let optimum = search.objective().expect("a roster");
        assert_eq!(proved.placed, optimum.placed, "{name}");
        let above = proved.quality - optimum.quality;
        assert!(
            (0..=gap).contains(&above),
            "{name}: {above} points above the optimum"
        );
    }
}

#[test]
fn a_certificate_that_does_not_fit_proves_nothing() {
    let problem = instance("s-101-mid").problem;
    let mut search = Search::new(problem.clone(), 1).expect("a problem");
    while search.step(1_000_000) == Status::Searching {}
    let good = search.certificate().expect("a certificate");

    let mut negative = good.clone();
    negative.arguments[0].mentees[0] = -1;
    assert_eq!(negative.check(&problem), Err(Unproved::Unfit));

    let mut unfounded = good.clone();
    unfounded.arguments[0].seats = 3;
    assert_eq!(unfounded.check(&problem), Err(Unproved::Unfounded));

    let mut empty = good;
    empty.arguments.clear();
    assert_eq!(empty.check(&problem), Err(Unproved::Unfit));
}
