"""WMT23 English-German with MQM: errors that ten people marked in ten systems' translations."""

from __future__ import annotations

import datetime as dt
import json
import re
import tarfile
import tomllib
from collections import defaultdict
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from trainer_widgets.formats.attention_checks import planted_text
from trainer_widgets.formats.public import Converted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

CHECK = "HOTW-test"
EPOCH = dt.datetime.fromtimestamp(0, dt.UTC)
MARK = re.compile("<v>(.*?)</v>", re.DOTALL)
REVEALED = re.compile("<[^>]*>")
SETTINGS = """
[options]
errors = "optional"
sides = "both"
rewrite = "hidden"
"""
CARD = """\
1,040 translations of 104 segments of news, by eight machine systems and a human reference; ten
people with three of them on each translation marked errors by MQM, 2024-08-13 to 2024-09-14. One
system, GPT4-5shot, was rated twice, beside the reference and beside ONLINE-W.

It is a sample of news in one direction, and the raters saw two translations of a segment side by
side; which two is known of GPT4-5shot only, so `system` stays as the file has it. An omission that
the file calls that of the first or second translation is `accuracy.omission` of the translation
whose row it is. Marks stand in the source (omissions, source issues) or in the target, with their
offsets in code points. Where a row's text ends in white space that other rows of the segment
lack, the item has it.

Times: `submitted_at` is the last logged action on a translation, `active_ms` the sum of all
logged times there, pauses and attention checks included; when work began was not logged, and
`started_at` stays empty.
`shown.retracted` counts the marks that a rater deleted again. No rewrites were asked for, and the
guideline that the raters read is not part of the file.

Attention checks: 245 times a rater met a translation in which words were turned round for a
moment. Each of these is an item of its own (`kind` is `attention_check`) with one rater, and gold.
Its target is rebuilt from the words that the file holds; in 13 of them these words fit more than
one place, the first is taken, and `place_is_known` is false. "Found" is stored as a mark over the
planted words, since the stretch that the rater marked is not in the file, "Missed" as an answer
without marks. Leave these items out of scores of translations.

The weights of the taxonomy give the segment scores that the file holds: major 5, minor 1, minor
punctuation 0.1, non-translation 25, creative reinterpretation and source issues 0."""


class Row(NamedTuple):
    """One line of the file: a mark, "no error", or how an attention check ended."""

    system: str
    doc: str
    segment: str
    rater: str
    source: str
    target: str
    category: str
    severity: str
    metadata: dict[str, Any]

    @property
    def translation(self) -> tuple[str, str, str]:
        """Which translation it is about."""
        return self.system, self.doc, self.segment


def convert(files: Mapping[str, Path]) -> Converted:
    """Return the parts of a project made of the archive of ratings."""
    (path,) = files.values()
    rows = read_rows(path)
    taxonomy = resources.files(__package__).joinpath("wmt23_mqm_ende.toml").read_text("utf-8")
    known = tomllib.loads(taxonomy)["category"]
    categories = {name: one["id"] for one in known for name in one.get("maps_to", [])}
    items = _items(rows)
    answers = [*_answers(rows, items, categories)]
    checks = [*_checks(rows, items)]
    gold = [
        {
            "item_id": check["item"]["item_id"],
            "is_correct": False,
            "reason": f"The words “{check['item']['planted']}” were planted.",
        }
        for check in checks
    ]
    return Converted(
        items=pd.DataFrame([*items.values(), *(check["item"] for check in checks)]),
        answers=[*answers, *(check["answer"] for check in checks)],
        gold=pd.DataFrame(gold),
        card=CARD,
        task="correction",
        settings=SETTINGS,
        texts={"taxonomy/1.0.toml": taxonomy},
    )


def read_rows(path: Path) -> list[Row]:
    """Read the table in the archive; its header names one column more than there are."""
    with tarfile.open(path) as archive:
        member = archive.extractfile(archive.getmembers()[0])
        text = member.read().decode("utf-8") if member else ""
    cells = [line.split("\t") for line in text.split("\n")[1:] if line]
    return [
        Row(system, doc, segment, rater, source, target, category, severity, json.loads(metadata))
        for system, doc, segment, _, rater, source, target, category, severity, metadata in cells
    ]


def unmarked(text: str) -> str:
    """Return a text without the tags around its mark."""
    return text.replace("<v>", "").replace("</v>", "")


def _items(rows: list[Row]) -> dict[tuple[str, str, str], dict[str, Any]]:
    # White space at the end of a text is there in some rows only: the longest is the whole one.
    sources: dict[tuple[str, str], str] = {}
    targets: dict[tuple[str, str, str], str] = {}
    for row in rows:
        source, target = unmarked(row.source), unmarked(row.target)
        place = (row.doc, row.segment)
        sources[place] = max(sources.get(place, ""), source, key=len)
        targets[row.translation] = max(targets.get(row.translation, ""), target, key=len)
    return {
        (system, doc, segment): {
            "item_id": f"wmt23-{number:04d}",
            "prompt": "",
            "source": sources[doc, segment],
            "target": target,
            "source_language": "en",
            "target_language": "de",
            "kind": "translation",
            "system": system,
            "doc": doc,
            "segment": int(segment),
            "planted": None,
            "place_is_known": None,
        }
        for number, ((system, doc, segment), target) in enumerate(targets.items(), 1)
    }


def _answers(
    rows: list[Row],
    items: dict[tuple[str, str, str], dict[str, Any]],
    categories: dict[str, str],
) -> Iterator[dict[str, Any]]:
    rated: dict[tuple[tuple[str, str, str], str], list[Row]] = defaultdict(list)
    for row in rows:
        rated[row.translation, row.rater].append(row)
    for (translation, rater), own in rated.items():
        errors = [_error(row, categories) for row in own if row.category in categories]
        deleted = sum(len(row.metadata.get("deleted_errors", ())) for row in own)
        timings = [timing for row in own for timing in row.metadata["timing"].values()]
        at = max(action["ts"] for timing in timings for action in timing["log"])
        yield _answer(items[translation]["item_id"], rater, errors, at) | {
            "active_ms": sum(timing["timeMS"] for timing in timings),
            "shown": {"retracted": deleted},
        }


def _error(row: Row, categories: dict[str, str]) -> dict[str, Any]:
    side = "source" if "<v>" in row.source else "target"
    found = MARK.search(getattr(row, side))
    start = found.start() if found else 0
    return {
        "start": start,
        "end": start + len(found[1] if found else ""),
        "side": side,
        "category": categories[row.category],
        "severity": row.severity.lower(),
        "note": row.metadata.get("note", ""),
    }


def _answer(item_id: str, rater: str, errors: list[dict[str, Any]], at: int) -> dict[str, Any]:
    return {
        "item_id": item_id,
        "annotator": rater,
        "answer": {"type": "correction", "errors": errors},
        "submitted_at": EPOCH + dt.timedelta(milliseconds=at),
        "taxonomy": "1.0",
    }


def _checks(
    rows: list[Row], items: dict[tuple[str, str, str], dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    tokens: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        if "segment" in row.metadata:
            tokens.setdefault(row.translation, row.metadata["segment"]["target_tokens"])
    checks = [row for row in rows if row.severity == CHECK]
    for number, row in enumerate(checks, 1):
        planted = REVEALED.sub("", row.metadata["hotw_error"])
        text, start, is_known = planted_text(tokens[row.translation], planted)
        item = items[row.translation] | {
            "item_id": f"wmt23-check-{number:03d}",
            "target": text,
            "kind": "attention_check",
            "planted": planted,
            "place_is_known": is_known,
        }
        mark = {"start": start, "end": start + len(planted), "category": "attention_check"}
        errors = [mark] if row.category == "Found" else []
        answer = _answer(item["item_id"], row.rater, errors, row.metadata["timestamp"])
        yield {"item": item, "answer": answer}
