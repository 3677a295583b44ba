//! Rosters being formed: how they are moved about, judged, merged, explained, and put into effect.

mod roster {
    pub mod kit;

    mod doubting;
    mod explaining;
    mod forming;
    mod judging;
    mod moving;
    mod plain;
    mod settling;
}
