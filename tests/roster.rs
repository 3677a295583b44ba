//! Rosters being formed: how they are moved about, judged, merged, explained, and put into effect.

mod roster {
    pub mod former;
    pub mod kit;

    mod anew;
    mod counting;
    mod doubting;
    mod explaining;
    mod filling;
    mod forming;
    mod judging;
    mod leaving;
    mod moving;
    mod naming;
    mod parting;
    mod plain;
    mod seconds;
    mod settling;
}
