"""The raw answers: each kept as it came, compressed, with its address and hash.

One file an answer, named by the hashes of its body and of the question, so that what was answered
before is not kept twice. A file is written beside its place and then moved there, so a crash leaves
no half of one.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from data.query import Answer, Query

FOLDER = Path(__file__).parents[1] / "var" / "raw"
UNFINISHED = ".part"


class Archive:
    """A folder of raw answers, one folder in it for each dataset."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder

    def keep(self, dataset: str, query: Query, answer: Answer) -> Path:
        """Keep an answer to `query` and return its file; raises OSError where it cannot be kept.

        The file is gzipped JSON: method, address and, for a POST, what was sent; when it was
        fetched (UTC), status, content type, sha256 of the body, and the body as text, or in
        base64 where it is not UTF-8.
        """
        # two questions may have the same answer, an empty one for instance
        sent = json.dumps([query.asked, query.body], ensure_ascii=False).encode()
        question = hashlib.sha256(sent).hexdigest()[:8]
        path = self.folder / dataset / f"{answer.sha256}-{question}.json.gz"
        if path.exists():
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(path.name + UNFINISHED)
        content = json.dumps(_record(query, answer), ensure_ascii=False).encode()
        with unfinished.open("wb") as file:
            # without a time in its header the same answer gives the same bytes
            file.write(gzip.compress(content, mtime=0))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        return path

    def sweep(self) -> int:
        """Remove what a crash left unfinished and return how many files that was.

        What cannot be removed stays: it is never read, and writing it anew says what is wrong.
        Call it only while no other refresh is under way.
        """
        removed = 0
        for path in self.folder.glob(f"*/*{UNFINISHED}"):
            with suppress(OSError):
                path.unlink()
                removed += 1
        return removed


def read(path: Path) -> dict[str, Any]:
    """What :meth:`Archive.keep` wrote, with the body as bytes.

    Raises OSError or ValueError for a file that is not one of ours.
    """
    record: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    coded = record.pop("base64", None)
    record["body"] = record["body"].encode() if coded is None else base64.b64decode(coded)
    return record


def _record(query: Query, answer: Answer) -> dict[str, Any]:
    record: dict[str, Any] = {
        "method": query.method,
        "address": query.address,
        "sent": query.body,
        "fetched": answer.fetched.isoformat(),
        "status": answer.status,
        "content_type": answer.content_type,
        "sha256": answer.sha256,
    }
    try:
        return record | {"body": answer.body.decode("utf-8")}
    except UnicodeDecodeError:
        return record | {"base64": base64.b64encode(answer.body).decode("ascii")}
