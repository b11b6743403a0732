# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The program that sets a page from Typst that staff wrote; it runs alone and can reach nothing.

It is no part of the application: a process of its own, without our settings, keys or database,
reads one JSON text, shuts itself in, and writes one answer. When it is shut in, no file and no
socket can be opened any more, and memory and time have an end.
"""

import base64
import json
import resource
import sys
from pathlib import Path
from typing import Any, Literal

import typst

WARMING = """
#set document(title: "x")
#set text(font: "Noto Sans CJK SC", lang: "zh")
#text(weight: 100)[一] #text(weight: 400)[一] #text(weight: 900)[B]
"""
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]


def main() -> None:
    """Read the job, open what is needed, shut the door, do the job."""
    job = json.loads(sys.stdin.buffer.read())
    library = {
        str(path.relative_to(job["library"])): path.read_bytes()
        for path in Path(job["library"]).rglob("*.typ")
    }
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[job["fonts"]]
    )
    nowhere = job["nowhere"]
    warm = _compiler({"main.typ": WARMING.encode()}, fonts, nowhere, "")
    warm.compile(format="pdf", pdf_standards=[*STANDARDS], timestamp=1)
    sheets = library | {name: text.encode() for name, text in job["files"].items()}
    _shut_in(job["memory"], job["seconds"])
    compiler = _compiler(sheets, fonts, nowhere, job["page"])
    sys.stdout.write(json.dumps(_done(compiler, job)))
    sys.stdout.flush()


def _compiler(files: dict[str, bytes], fonts: Any, nowhere: str, page: str) -> typst.Compiler:
    return typst.Compiler(
        files,
        root=nowhere,
        font_paths=fonts,
        package_path=nowhere,
        package_cache_path=nowhere,
        sys_inputs={"page": page},
    )


def _shut_in(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def _done(compiler: typst.Compiler, job: dict[str, Any]) -> dict[str, Any]:
    try:
        if job["format"] == "png":
            made = compiler.compile(format="png", ppi=job["ppi"])
        else:
            made = compiler.compile(
                format="pdf", pdf_standards=[*STANDARDS], timestamp=job["timestamp"]
            )
    except typst.TypstError as error:
        return {"message": str(error), "diagnostic": str(error.diagnostic)}
    except MemoryError:
        return {"is_too_big": True}
    sheets = [made] if isinstance(made, bytes) else list(made or ())
    return {"pages": [base64.b64encode(sheet).decode() for sheet in sheets[: job["most_pages"]]]}


if __name__ == "__main__":
    main()
