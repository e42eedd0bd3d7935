//! Sentences that mean nothing, of any length, the same for the same seed.

const WORDS: &[&str] = &[
    "access",
    "account",
    "action",
    "agreed",
    "alarm",
    "alone",
    "answers",
    "archive",
    "backup",
    "badge",
    "before",
    "between",
    "building",
    "call",
    "change",
    "checked",
    "client",
    "closed",
    "cloud",
    "compared",
    "contract",
    "copies",
    "customer",
    "data",
    "day",
    "desk",
    "device",
    "disk",
    "door",
    "each",
    "encrypted",
    "every",
    "export",
    "failure",
    "firewall",
    "found",
    "from",
    "group",
    "guest",
    "hands",
    "hour",
    "keeps",
    "keys",
    "known",
    "laptop",
    "leaves",
    "ledger",
    "line",
    "list",
    "locked",
    "login",
    "mail",
    "month",
    "moved",
    "named",
    "network",
    "never",
    "night",
    "notice",
    "office",
    "only",
    "open",
    "order",
    "owner",
    "paper",
    "password",
    "people",
    "period",
    "phone",
    "plan",
    "printed",
    "quarter",
    "reader",
    "records",
    "release",
    "report",
    "restore",
    "review",
    "role",
    "room",
    "rota",
    "rules",
    "sample",
    "server",
    "service",
    "shared",
    "shift",
    "signed",
    "site",
    "staff",
    "stored",
    "supplier",
    "system",
    "table",
    "team",
    "tenant",
    "term",
    "tested",
    "ticket",
    "token",
    "tracked",
    "under",
    "update",
    "user",
    "vault",
    "visitor",
    "week",
    "within",
    "without",
    "work",
    "writes",
    "year",
];

/// A source of numbers that depends on its seed alone (splitmix64).
pub struct Random(pub u64);

impl Random {
    /// A number below `bound`, which is not 0.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }

    /// A few words, the first with a capital.
    pub fn words(&mut self, count: usize) -> String {
        let mut text = String::new();
        for at in 0..count {
            let word = WORDS[self.below(WORDS.len())];
            if at == 0 {
                text += &word[..1].to_uppercase();
                text += &word[1..];
            } else {
                text.push(' ');
                text += word;
            }
        }
        text
    }

    /// Sentences of about `bytes` bytes, wrapped and indented as the lines of a folded scalar.
    pub fn folded(&mut self, bytes: usize, indent: usize) -> String {
        let mut text = String::new();
        let mut column = 0;
        while text.len() < bytes {
            let length = 6 + self.below(9);
            let sentence = self.words(length) + ".";
            for word in sentence.split(' ') {
                if column == 0 || column + word.len() > 96 {
                    text += if column == 0 { "" } else { "\n" };
                    text += &" ".repeat(indent);
                    column = indent;
                } else {
                    text.push(' ');
                }
                text += word;
                column += word.len() + 1;
            }
        }
        text
    }
}
