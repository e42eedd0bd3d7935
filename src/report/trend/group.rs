//! The series of a trend: what each group of figures is called, and what it counts.

use std::fmt;
use std::str::FromStr;

/// Declares the groups, each with its name on the command line and in files, its title, its unit and
/// what it says.
macro_rules! groups {
    ($($variant:ident = $name:literal, $title:literal, $unit:literal, $says:literal;)*) => {
        /// A group of series that belong together.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Group {
            $(#[doc = $says] $variant,)*
        }

        impl Group {
            /// Every group, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its name, which does not change.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What people read above it.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }

            /// What its numbers count.
            pub fn unit(self) -> &'static str {
                match self { $(Self::$variant => $unit,)* }
            }

            /// What it says, in one sentence.
            pub fn says(self) -> &'static str {
                match self { $(Self::$variant => $says,)* }
            }
        }
    };
}

groups! {
    Levels = "levels", "Risks by level", "risks",
        "How many living risks stand at each level today.";
    Criterion = "criterion", "Residual risk against the criterion", "risks",
        "Of how many living risks the level when the plan is done is within the criterion, above it and accepted, above it and not accepted, or unknown.";
    Controls = "controls", "Controls of the catalog", "controls",
        "How many controls of the catalog are implemented, partial, planned, not started, applicable without a status, excluded, undecided or unknown.";
    Overdue = "overdue", "Overdue", "things",
        "How many things are past their day and not done.";
    Findings = "findings", "Findings", "findings",
        "How many errors and warnings a check gave that day, at the stage of that revision and without proofs from git.";
    Readiness = "readiness", "Readiness", "%",
        "The figure of each milestone, in percent; none while something could not be read.";
    Treatment = "treatment", "From identification to treatment", "days",
        "How many risks were treated so far, and how many days that took on average: from the first step that holds a risk to the first at which it is complete in the treatment plan.";
    Exposure = "exposure", "Days above the criterion", "days",
        "How many days all risks together have spent so far above the criterion; a risk that is above it at a step is taken to stay so until the next.";
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Group {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().find(|group| group.name() == text);
        found.copied().ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|group| group.name()).collect();
            format!("series are {}", names.join(", "))
        })
    }
}
