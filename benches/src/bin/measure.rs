//! `measure ISMS FLOOR WORK [JSONSCHEMA SCHEMAS]`: runs everything in turn and prints the tables of the
//! README. WORK holds a corpus by each of its sizes.

use isms_benches::child::{Cost, medians, run};
use isms_benches::documents::AS_OF;
use isms_benches::editor;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Sizes at which growth is shown.
const GROWTH: [usize; 6] = [1_000, 2_000, 5_000, 20_000, 50_000, 100_000];

/// Corpora that are compared with the floor, and how often each is run; behind the sign stand records of
/// operation.
const AGAINST_THE_FLOOR: [(&str, usize); 6] = [
    ("1", 41),
    ("100", 41),
    ("2000", 31),
    ("20000", 11),
    ("100000", 5),
    ("2000+10000", 15),
];

struct Bench {
    isms: String,
    floor: String,
    work: PathBuf,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [isms, floor, work, more @ ..] = &arguments[..] else {
        eprintln!("usage: measure ISMS FLOOR WORK [CHECK-JSONSCHEMA SCHEMAS]");
        std::process::exit(2);
    };
    let bench = Bench {
        isms: isms.clone(),
        floor: floor.clone(),
        work: work.into(),
    };
    println!("{}\n", machine());
    bench.against_the_floor();
    bench.cold();
    bench.growth();
    bench.over_history();
    bench.handed_over();
    bench.in_the_editor();
    if let [program, schemas] = more {
        bench.against_json_schema(program, Path::new(schemas));
    }
}

impl Bench {
    fn corpus(&self, name: impl ToString) -> String {
        self.work.join(name.to_string()).display().to_string()
    }

    fn check(&self, name: impl ToString, more: &[&str]) -> Vec<String> {
        let folder = self.corpus(name);
        let words = [&self.isms, "-C", &folder, "check", "--as-of", AS_OF];
        words
            .iter()
            .chain(more)
            .map(|&word| word.to_owned())
            .collect()
    }

    fn floor(&self, name: impl ToString, more: &[&str]) -> Vec<String> {
        let folder = self.corpus(name);
        let words = [self.floor.as_str(), &folder];
        words
            .iter()
            .chain(more)
            .map(|&word| word.to_owned())
            .collect()
    }

    fn against_the_floor(&self) {
        println!(
            "| documents | `check` | of that CPU | `check --at HEAD` | ÷ working tree | walk, read and scan with libyaml | `check` ÷ that (time) | (CPU) | walk and read |"
        );
        println!("|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (name, times) in AGAINST_THE_FLOOR {
            let costs = medians(
                &[
                    self.check(name, &[]),
                    self.check(name, &["--at", "HEAD"]),
                    self.floor(name, &[]),
                    self.floor(name, &["--read"]),
                ],
                times,
            );
            let [tree, head, scan, read] = costs[..] else {
                continue;
            };
            println!(
                "| {name} | {} | {} | {} | {:.2} | {} | {:.2} | {:.2} | {} |",
                spread(tree),
                shown(cpu(tree)),
                shown(head.wall),
                ratio(head.wall, tree.wall),
                spread(scan),
                ratio(tree.wall, scan.wall),
                ratio(cpu(tree), cpu(scan)),
                shown(read.wall),
            );
        }
        println!();
    }

    /// The same where no file is in memory; only who may empty the cache of the machine can measure it.
    fn cold(&self) {
        let emptied = || std::fs::write("/proc/sys/vm/drop_caches", "3").is_ok();
        if !emptied() {
            return;
        }
        println!(
            "| nothing in memory | `check` | walk, read and scan with libyaml |\n|--:|--:|--:|"
        );
        for name in ["2000", "20000"] {
            let [ours, floor] = [self.check(name, &[]), self.floor(name, &[])].map(|command| {
                let mut walls = [(); 3].map(|()| {
                    emptied();
                    run(&command).wall
                });
                walls.sort();
                format!("{} to {}", shown(walls[0]), shown(walls[2]))
            });
            println!("| {name} | {ours} | {floor} |");
        }
        println!();
    }

    fn growth(&self) {
        println!(
            "| documents | bytes read | time | time a document | CPU a document | memory | 30 MB + 10 × bytes |"
        );
        println!("|--:|--:|--:|--:|--:|--:|--:|");
        for count in GROWTH {
            let Some(cost) = medians(
                &[self.check(count, &[])],
                if count > 5_000 { 7 } else { 15 },
            )
            .pop() else {
                continue;
            };
            let bytes = size(&self.work.join(count.to_string()).join("isms"));
            let each = |time: Duration| time.as_secs_f64() * 1e6 / count as f64;
            println!(
                "| {count} | {:.1} MB | {} | {:.1} µs | {:.1} µs | {:.0} MB | {:.0} MB |",
                bytes as f64 / 1e6,
                spread(cost),
                each(cost.wall),
                each(cpu(cost)),
                cost.memory as f64 / 1e6,
                30.0 + 10.0 * bytes as f64 / 1e6,
            );
        }
        println!();
    }

    /// What looks at many states: 1,000 commits of 2,000 documents with 20 changes each, 200 changes of
    /// 20,000 documents, and one document over 10,000 commits. What the
    /// binary does not have is left out.
    fn over_history(&self) {
        let (many, large, long) = ("2000@1000", "20000@11", "100@10000");
        let rows: [(&str, &str, &[&str]); 8] = [
            ("`trend`", many, &["trend"]),
            (
                "`trend --series levels,controls`",
                many,
                &["trend", "--series", "levels,controls"],
            ),
            ("`trend --by month`", many, &["trend", "--by", "month"]),
            (
                "`check --at HEAD` of 20,000 documents",
                large,
                &["check", "--at", "HEAD"],
            ),
            (
                "`diff` of 200 changes in them",
                large,
                &["diff", "HEAD~10", "HEAD"],
            ),
            (
                "`log` of one risk over 10,000 commits",
                long,
                &["log", "R-00000"],
            ),
            (
                "`check --stage certified`",
                many,
                &["check", "--stage", "certified"],
            ),
            (
                "`check --stage certified --no-proof`",
                many,
                &["check", "--stage", "certified", "--no-proof"],
            ),
        ];
        println!("| over the history | time | CPU | memory |\n|---|--:|--:|--:|");
        for (title, corpus, words) in rows.iter().filter(|(.., words)| self.has(words)) {
            let Some(cost) = medians(&[self.verb(corpus, words)], 5).pop() else {
                continue;
            };
            let memory = cost.memory as f64 / 1e6;
            let (wall, cpu) = (spread(cost), shown(cpu(cost)));
            println!("| {title} | {wall} | {cpu} | {memory:.0} MB |");
        }
        println!();
    }

    /// What is computed and written for people. The site is written into a folder that is new in each run,
    /// and once more where it stands already.
    fn handed_over(&self) {
        let out = std::env::temp_dir().join(format!("isms-measure-{}", std::process::id()));
        let out = out.display().to_string();
        println!("| for people | time | CPU | memory |\n|---|--:|--:|--:|");
        for (count, times) in [("100", 15), ("2000", 11), ("20000", 3)] {
            let corpus = self.corpus(count);
            let again = format!("{out}/again-{count}");
            let fresh = |more: &str| {
                let script = r#"exec "$0" -C "$1" render --as-of "$2" --out "$3/$$""#;
                let script = format!("{script} {more}");
                ["sh", "-c", &script, &self.isms, &corpus, AS_OF, &out]
                    .map(str::to_owned)
                    .to_vec()
            };
            let dated = |words: &[&str]| {
                let words = words.iter().chain(&["--as-of", AS_OF]);
                self.verb(count, &words.copied().collect::<Vec<_>>())
            };
            let pack = ["pack", "--allow-dirty", "--force", "--out"];
            let packed = format!("{out}/{count}.zip");
            let rows = [
                ("`soa`", dated(&["soa"])),
                ("`rtp`", dated(&["rtp"])),
                ("`render`", fresh("")),
                ("`render --format html,md`", fresh("--format html,md")),
                (
                    "`render` over what stands there",
                    dated(&["render", "--out", &again]),
                ),
                ("`pack`", dated(&[&pack[..], &[&packed]].concat())),
            ];
            std::fs::create_dir_all(&out).expect("the temporary folder takes files");
            for (title, command) in rows {
                let Some(cost) = medians(&[command], times).pop() else {
                    continue;
                };
                let memory = cost.memory as f64 / 1e6;
                let (wall, cpu) = (spread(cost), shown(cpu(cost)));
                println!("| {title}, {count} documents | {wall} | {cpu} | {memory:.0} MB |");
            }
        }
        println!();
        let _ = std::fs::remove_dir_all(&out);
    }

    /// How long somebody waits who types.
    fn in_the_editor(&self) {
        println!("| in the editor | median | 19 of 20 |\n|---|--:|--:|");
        for count in [2_000, 20_000] {
            let typing = editor::measure(&self.isms, &PathBuf::from(self.corpus(count)));
            for (title, times) in [
                ("findings after a keystroke", typing.diagnosis),
                ("completion after a keystroke", typing.completion),
                ("hover after a keystroke", typing.hover),
            ] {
                let (median, most) = (shown(times.median), shown(times.most));
                println!("| {title}, {count} documents | {median} | {most} |");
            }
        }
        println!();
    }

    /// A verb in a corpus.
    fn verb(&self, corpus: &str, words: &[&str]) -> Vec<String> {
        let folder = self.corpus(corpus);
        let all = [self.isms.as_str(), "-C", &folder].into_iter();
        all.chain(words.iter().copied())
            .map(str::to_owned)
            .collect()
    }

    /// Whether the binary has a verb with these options.
    fn has(&self, words: &[&str]) -> bool {
        let asked = std::process::Command::new(&self.isms)
            .args(words)
            .arg("--help")
            .output();
        asked.is_ok_and(|answer| answer.status.success())
    }

    /// One run of check-jsonschema a kind, as its schema is an argument; their times are added.
    fn against_json_schema(&self, program: &str, schemas: &Path) {
        let count = 2_000;
        let mut sum = Duration::ZERO;
        for (kind, files) in by_kind(&PathBuf::from(self.corpus(count)).join("isms")) {
            let schema = schemas
                .join(format!("{kind}.schema.json"))
                .display()
                .to_string();
            let mut command = vec![program.to_owned(), "--schemafile".into(), schema];
            command.extend(files);
            sum += run(&command).wall;
        }
        let ours = medians(&[self.check(count, &[])], 21)[0].wall;
        println!("| 2,000 documents | time | |\n|---|--:|--:|");
        println!("| `isms check` | {} | 1 |", shown(ours));
        println!(
            "| `check-jsonschema`, schemas only | {} | {:.0} |",
            shown(sum),
            ratio(sum, ours)
        );
    }
}

/// The YAML files below a folder, by the kind that their second line names.
fn by_kind(folder: &Path) -> std::collections::BTreeMap<String, Vec<String>> {
    let mut found = std::collections::BTreeMap::<String, Vec<String>>::new();
    for path in files(folder) {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let kind = text.lines().find_map(|line| line.strip_prefix("kind: "));
        if let Some(kind) = kind.filter(|_| path.extension().is_some_and(|ending| ending == "yaml"))
        {
            found
                .entry(kind.to_owned())
                .or_default()
                .push(path.display().to_string());
        }
    }
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut ahead = vec![folder.to_owned()];
    while let Some(folder) = ahead.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                ahead.push(entry.path());
            } else {
                found.push(entry.path());
            }
        }
    }
    found
}

fn size(folder: &Path) -> u64 {
    files(folder)
        .iter()
        .filter_map(|file| file.metadata().ok())
        .map(|facts| facts.len())
        .sum()
}

/// What the figures were taken on.
fn machine() -> String {
    let facts = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = facts
        .lines()
        .find_map(|line| line.strip_prefix("model name"));
    let model = model.map_or("unknown processor", |model| {
        model.trim_matches([' ', '\t', ':'])
    });
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{cores} cores of {model}; median (fastest to slowest)")
}

fn cpu(cost: Cost) -> Duration {
    cost.user + cost.system
}

fn ratio(a: Duration, b: Duration) -> f64 {
    a.as_secs_f64() / b.as_secs_f64().max(1e-9)
}

fn shown(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1e3;
    if milliseconds < 1e4 {
        format!("{milliseconds:.1} ms")
    } else {
        format!("{:.1} s", milliseconds / 1e3)
    }
}

/// The median with the fastest and the slowest run.
fn spread(cost: Cost) -> String {
    let (fastest, slowest) = cost.span;
    format!(
        "{} ({} to {})",
        shown(cost.wall),
        shown(fastest),
        shown(slowest)
    )
}
