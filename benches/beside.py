"""Other tools that keep what an organisation asks of itself as text in git, on content of the same size.

    beside.py ISMS CORPUS WORK COUNT

ISMS is our binary, CORPUS a corpus of COUNT documents, WORK a folder for what is written here. doorstop, strictdoc
and trestle stand on PATH. Each is run three times; the table has the median with the fastest and the slowest.
"""

import json
import os
import random
import subprocess
import sys
import time
import uuid

WORDS = (
    "guest agreed week never badge customer printed call year share window paper desk loan winter light train road"
).split()

DOORSTOP_ITEM = """active: true
derived: false
header: ''
level: 1.{at}
links:{links}
normative: true
ref: ''
reviewed: null
text: |
  {text}
"""


class Content:
    """Items of about 1.4 KB, each with up to three links to earlier ones, as the corpus has them."""

    def __init__(self, count):
        self.count = count
        self.rng = random.Random(1)

    def text(self, words):
        return " ".join(self.rng.choice(WORDS) for _ in range(words))

    def links(self, before):
        return sorted(self.rng.sample(range(1, before + 1), min(3, before)))


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def doorstop(content, folder):
    """Two documents, one of which answers the other: doorstop links between documents, not within one."""
    half = content.count // 2
    for prefix, parent, number in (("REQ", "", half), ("TST", "\n  parent: REQ", content.count - half)):
        place = f"{folder}/{prefix.lower()}"
        write(f"{place}/.doorstop.yml", f"settings:\n  digits: 6{parent}\n  prefix: {prefix}\n  sep: ''\n")
        for at in range(1, number + 1):
            links = content.links(half) if parent else []
            links = "".join(f"\n- REQ{link:06}: null" for link in links) or " []"
            text = DOORSTOP_ITEM.format(at=at, links=links, text=content.text(190))
            write(f"{place}/{prefix}{at:06}.yml", text)
    git = ["git", "-C", folder, "-c", "user.name=a", "-c", "user.email=a@b.example"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Items"]):
        subprocess.run(git + words, check=True)


def strictdoc(content, folder):
    """One document: requirements with parents."""
    parts = ["[DOCUMENT]\nTITLE: All\n"]
    for at in range(1, content.count + 1):
        links = "".join(f"- TYPE: Parent\n  VALUE: REQ-{link}\n" for link in content.links(at - 1))
        relations = f"RELATIONS:\n{links}" if links else ""
        statement = f"STATEMENT: >>>\n{content.text(190)}\n<<<\n"
        parts.append(f"[REQUIREMENT]\nUID: REQ-{at}\nTITLE: {content.text(6)}\n{statement}{relations}")
    write(f"{folder}/all.sdoc", "\n".join(parts))


def trestle(content, folder):
    """One OSCAL catalog: controls with related ones."""
    controls = []
    for at in range(1, content.count + 1):
        control = {"id": f"c-{at}", "title": content.text(6)}
        control["parts"] = [{"id": f"c-{at}_smt", "name": "statement", "prose": content.text(180)}]
        links = [{"href": f"#c-{link}", "rel": "related"} for link in content.links(at - 1)]
        controls.append({**control, "links": links} if links else control)
    catalog = {
        "uuid": str(uuid.UUID(int=content.rng.getrandbits(128), version=4)),
        "metadata": {
            "title": "All",
            "last-modified": "2026-11-20T00:00:00+00:00",
            "version": "1",
            "oscal-version": "1.1.3",
        },
        "groups": [{"id": "all", "title": "All", "controls": controls}],
    }
    write(f"{folder}/.trestle/config.ini", "")
    write(f"{folder}/catalogs/all/catalog.json", json.dumps({"catalog": catalog}, indent=2))


def run(command, folder):
    """Seconds from start to exit, of processor time, and the largest resident set in MB."""
    begin = time.monotonic()
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - begin
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{' '.join(command)} failed in {folder}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    isms, corpus, work, count = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    isms = os.path.abspath(isms)
    for make in (doorstop, strictdoc, trestle):
        folder = f"{work}/{make.__name__}-{count}"
        if not os.path.exists(folder):
            make(Content(count), folder)
    rows = [
        ("`isms check`: schemas, links, levels, all rules", corpus, [isms, "check"]),
        ("`isms render`: every page, Markdown, CSV, JSON", corpus, [isms, "render", "--out", f"{work}/site-{count}"]),
        ("`doorstop`: items, levels, links", f"{work}/doorstop-{count}", ["doorstop", "--no-reformat"]),
        (
            "`strictdoc export --formats=json`: requirements and relations",
            f"{work}/strictdoc-{count}",
            ["strictdoc", "export", ".", "--formats=json", "--output-dir", f"{work}/strictdoc-out"],
        ),
        ("`trestle validate -a`: the schema of OSCAL, ids", f"{work}/trestle-{count}", ["trestle", "validate", "-a"]),
    ]
    print(f"| {count} documents, items or controls | time | CPU | memory |\n|---|--:|--:|--:|")
    for title, folder, command in rows:
        runs = sorted(run(command, folder) for _ in range(3))
        wall, cpu, memory = runs[1]
        print(f"| {title} | {wall:.2f} s ({runs[0][0]:.2f} to {runs[2][0]:.2f}) | {cpu:.2f} s | {memory:.0f} MB |")
    print()


main()
