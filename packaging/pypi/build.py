#!/usr/bin/env python3
"""Builds a wheel that carries a binary of isms, so that `pip install` puts it on the path.

    packaging/pypi/build.py BINARY OUT [--platform TAG]

The platform tag is read from an ELF binary: what it needs of the system is what the tag says. For other
systems it is given. The same binary gives the same bytes: times are fixed and entries are sorted. Needs
Python 3.11 and nothing else. Prints the path of the wheel.
"""

import argparse
import base64
import hashlib
import pathlib
import re
import struct
import sys
import tomllib
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]

# The earliest time that a zip file can hold.
TIME = (1980, 1, 1, 0, 0, 0)

# Libraries that every system has which takes a manylinux wheel (PEP 600).
EVERYWHERE = re.compile(r"lib(c|m|dl|rt|pthread|util|gcc_s)\.so\.\d+|ld-linux-[\w-]+\.so\.\d+")

MACHINES = {62: "x86_64", 183: "aarch64"}


class Elf:
    """What a 64-bit little-endian ELF file needs of the system."""

    def __init__(self, data: bytes) -> None:
        if data[:6] != b"\x7fELF\x02\x01":
            sys.exit("error: this is no 64-bit ELF binary; give its platform tag with --platform")
        self.data = data
        number = struct.unpack_from("<H", data, 18)[0]
        if number not in MACHINES:
            sys.exit(f"error: processor {number} of the binary is not known; give the tag with --platform")
        self.machine = MACHINES[number]
        (start,) = struct.unpack_from("<Q", data, 32)
        size, count = struct.unpack_from("<HH", data, 54)
        # Each segment: type, flags, offset, virtual address, physical address, size in the file, …
        self.segments = [struct.unpack_from("<IIQQQQ", data, start + at * size) for at in range(count)]

    def segment(self, kind: int):
        return next((segment for segment in self.segments if segment[0] == kind), None)

    def libraries(self) -> list[str]:
        """The shared libraries that it names, its loader among them; none when it is static."""
        found = []
        if loader := self.segment(3):
            path = self.data[loader[2] : loader[2] + loader[5]]
            found.append(pathlib.PurePosixPath(path.rstrip(b"\0").decode()).name)
        dynamic = self.segment(2)
        if not dynamic:
            return found
        entries = list(struct.iter_unpack("<QQ", self.data[dynamic[2] : dynamic[2] + dynamic[5]]))
        strings = next((value for tag, value in entries if tag == 5), None)
        for tag, value in entries:
            if tag == 1 and strings is not None:
                begin = self.offset(strings) + value
                found.append(self.data[begin : self.data.index(b"\0", begin)].decode())
        return found

    def offset(self, address: int) -> int:
        """Where in the file a virtual address lies."""
        for kind, _, offset, start, _, size in self.segments:
            if kind == 1 and start <= address < start + size:
                return offset + address - start
        sys.exit("error: the dynamic section of the binary is damaged")

    def glibc(self) -> int:
        """The newest glibc 2.x that it asks for."""
        versions = re.findall(rb"\0GLIBC_2\.(\d+)(?:\.\d+)?(?=\0)", self.data)
        return max((int(version) for version in versions), default=17)


def platform(elf: Elf) -> str:
    libraries = elf.libraries()
    if not libraries:
        # It needs a kernel and nothing else: both families of systems take it.
        return f"manylinux_2_17_{elf.machine}.musllinux_1_1_{elf.machine}"
    if all(EVERYWHERE.fullmatch(name) for name in libraries):
        return f"manylinux_2_{max(elf.glibc(), 17)}_{elf.machine}"
    return f"linux_{elf.machine}"


def metadata(package: dict) -> str:
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {package['name']}",
        f"Version: {package['version']}",
        f"Summary: {package['description']}",
        f"Keywords: {','.join(package['keywords'])}",
        f"License-Expression: {package['license'].replace('/', ' OR ')}",
        "License-File: LICENSE-APACHE",
        "License-File: LICENSE-MIT",
        "Classifier: Environment :: Console",
        "Classifier: Programming Language :: Rust",
        "Requires-Python: >=3.8",
        "Description-Content-Type: text/markdown; charset=UTF-8; variant=GFM",
        "",
        (ROOT / "README.md").read_text(encoding="utf-8"),
    ]
    return "\n".join(lines)


def wheel_text(tag: str) -> str:
    python, abi, platforms = tag.split("-")
    tags = "".join(f"Tag: {python}-{abi}-{one}\n" for one in platforms.split("."))
    return f"Wheel-Version: 1.0\nGenerator: isms packaging/pypi/build.py\nRoot-Is-Purelib: false\n{tags}"


def record_line(path: str, data: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"{path},sha256={digest},{len(data)}\n"


def write(path: pathlib.Path, files: dict[str, bytes], program: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        # The dist-info folder comes last, as the format advises.
        for name in sorted(files, key=lambda name: (".dist-info/" in name, name)):
            entry = zipfile.ZipInfo(name, TIME)
            entry.create_system = 3
            entry.external_attr = (0o100755 if name == program else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])


def main() -> None:
    parser = argparse.ArgumentParser(description="Builds a wheel that carries a binary of isms.")
    parser.add_argument("binary", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path, help="the folder that the wheel is written to")
    parser.add_argument("--platform", help="such as macosx_11_0_arm64 or win_amd64; read from an ELF binary")
    arguments = parser.parse_args()

    package = tomllib.loads((ROOT / "Cargo.toml").read_text(encoding="utf-8"))["package"]
    data = arguments.binary.read_bytes()
    tag = f"py3-none-{arguments.platform or platform(Elf(data))}"
    stem = f"{package['name']}-{package['version']}"
    info = f"{stem}.dist-info"
    suffix = ".exe" if arguments.binary.suffix == ".exe" else ""
    program = f"{stem}.data/scripts/isms{suffix}"
    files = {
        program: data,
        f"{info}/METADATA": metadata(package).encode(),
        f"{info}/WHEEL": wheel_text(tag).encode(),
    }
    for name in ("LICENSE-APACHE", "LICENSE-MIT"):
        files[f"{info}/licenses/{name}"] = (ROOT / name).read_bytes()
    record = "".join(record_line(name, files[name]) for name in sorted(files))
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()

    arguments.out.mkdir(parents=True, exist_ok=True)
    path = arguments.out / f"{stem}-{tag}.whl"
    write(path, files, program)
    print(path)


if __name__ == "__main__":
    main()
