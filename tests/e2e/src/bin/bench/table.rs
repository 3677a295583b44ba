//! What was measured, as lines for people, each with its budget and whether it was kept.

/// A budget: the worst figure that is still good.
#[derive(Debug, Clone, Copy)]
pub enum Budget {
    /// Not more than this.
    AtMost(f64),
    /// Not less than this.
    AtLeast(f64),
    /// None was set; the figure is there to be compared with later ones.
    None,
}

/// One thing that was measured.
#[derive(Debug)]
pub struct Row {
    /// What.
    pub what: String,
    /// The figure.
    pub figure: f64,
    /// Its unit.
    pub unit: &'static str,
    /// What was promised.
    pub budget: Budget,
    /// How the figure came about.
    pub how: String,
}

impl Row {
    fn verdict(&self) -> &'static str {
        let kept = match self.budget {
            Budget::AtMost(most) => self.figure <= most,
            Budget::AtLeast(least) => self.figure >= least,
            Budget::None => return "",
        };
        if kept { "kept" } else { "MISSED" }
    }

    fn cells(&self) -> [String; 5] {
        let budget = match self.budget {
            Budget::AtMost(most) => format!("≤ {} {}", number(most), self.unit),
            Budget::AtLeast(least) => format!("≥ {} {}", number(least), self.unit),
            Budget::None => String::new(),
        };
        [
            self.what.clone(),
            format!("{} {}", number(self.figure), self.unit),
            budget,
            self.verdict().to_owned(),
            self.how.clone(),
        ]
    }
}

/// As many digits as a figure of its size is good for.
fn number(figure: f64) -> String {
    if figure >= 100.0 || figure.fract() == 0.0 {
        format!("{figure:.0}")
    } else if figure >= 10.0 {
        format!("{figure:.1}")
    } else {
        format!("{figure:.2}")
    }
}

/// The table.
pub fn table(rows: &[Row]) -> String {
    let head = ["what", "measured", "budget", "", "how"].map(ToOwned::to_owned);
    let lines: Vec<[String; 5]> = [head]
        .into_iter()
        .chain(rows.iter().map(Row::cells))
        .collect();
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max();
    let widths: Vec<usize> = (0..5).map(|column| width(column).unwrap_or(0)).collect();
    let mut text = String::new();
    for [what, measured, budget, verdict, how] in &lines {
        let line = format!(
            "{what:<0$}  {measured:>1$}  {budget:>2$}  {verdict:<3$}  {how}",
            widths[0], widths[1], widths[2], widths[3]
        );
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Lines as columns, the first few of which begin at their left.
pub fn columns<const N: usize>(lines: &[[String; N]], left: usize) -> String {
    let mut widths = [0; N];
    for line in lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = String::new();
    for line in lines {
        let cells = line.iter().zip(widths).enumerate();
        let cells = cells.map(|(at, (cell, width))| {
            if at < left {
                format!("{cell:<width$}")
            } else {
                format!("{cell:>width$}")
            }
        });
        let cells: Vec<String> = cells.collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// The middle one of some figures.
pub fn median(figures: &[f64]) -> f64 {
    percentile(figures, 0.5)
}

/// The figure below which this part of the figures lies; with few figures, the worst of them.
pub fn percentile(figures: &[f64], part: f64) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index of a short list"
    )]
    let at = ((sorted.len() as f64 * part).ceil() as usize).clamp(1, sorted.len().max(1)) - 1;
    sorted.get(at).copied().unwrap_or(f64::NAN)
}
