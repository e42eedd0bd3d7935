#!/usr/bin/env python3
"""Packs a binary of isms with its licences, manual pages and completions as it is released.

    packaging/archive.py BINARY TARGET OUT [--extra DIR]

Writes OUT/isms-VERSION-TARGET.tar.gz. What lies in the folder DIR is packed too. The same files give the
same bytes: times, owners and order are fixed. Needs Python 3.11 and nothing else. Prints the path.
"""

import argparse
import gzip
import io
import pathlib
import tarfile
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[1]


def add(archive: tarfile.TarFile, name: str, data: bytes, mode: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(data), mode
    archive.addfile(entry, io.BytesIO(data))


def main() -> None:
    parser = argparse.ArgumentParser(description="Packs a binary of isms as it is released.")
    parser.add_argument("binary", type=pathlib.Path)
    parser.add_argument("target", help="such as x86_64-unknown-linux-gnu")
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--extra", type=pathlib.Path, help="a folder whose files are packed too")
    arguments = parser.parse_args()

    version = tomllib.loads((ROOT / "Cargo.toml").read_text(encoding="utf-8"))["package"]["version"]
    suffix = ".exe" if arguments.binary.suffix == ".exe" else ""
    files = {name: (ROOT / name).read_bytes() for name in ("CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "README.md")}
    if arguments.extra:
        for path in arguments.extra.rglob("*"):
            if path.is_file():
                files[path.relative_to(arguments.extra).as_posix()] = path.read_bytes()
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        add(archive, f"isms{suffix}", arguments.binary.read_bytes(), 0o755)
        for name in sorted(files):
            add(archive, name, files[name], 0o644)

    arguments.out.mkdir(parents=True, exist_ok=True)
    path = arguments.out / f"isms-{version}-{arguments.target}.tar.gz"
    path.write_bytes(gzip.compress(packed.getvalue(), compresslevel=9, mtime=0))
    print(path)


if __name__ == "__main__":
    main()
