"""PandaLM's test set: pairs of responses, each judged by the same three people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd

from trainer_widgets.formats.public import Converted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

RATERS = ("annotator1", "annotator2", "annotator3")
ORDERS = {0: [["a", "b"]], 1: [["a"], ["b"]], 2: [["b"], ["a"]]}
CARD = """\
999 pairs of responses by instruction-tuned models to instructions from the self-instruct user
tasks. The same three people judged every pair: the first response is better, the second is, or
neither. The published agreement (Cohen's kappa) of their pairs is .85, .88 and .86.

It is a test set of one project with three raters. It is no sample of prompts that people send to
assistants today, and the models are small ones of 2023. Neither times nor the order on screen
were logged, so pace and position bias cannot be studied, and there is no strength of preference.

Columns: `prompt` is the instruction and, after a blank line, its input where there is one;
responses `a` and `b` are `response1` and `response2`; the models are the two halves of `cmp_key`,
which stays as a feature beside `motivation_app`. Six responses that the original file holds as the
JSON value true became the text True."""


def convert(files: Mapping[str, Path]) -> Converted:
    """Return the parts of a project made of ``data/testset-v1.json``."""
    (path,) = files.values()
    rows = json.loads(path.read_text(encoding="utf-8"))
    return Converted(pd.DataFrame([_item(row) for row in rows]), _answers(rows), None, CARD)


def _item(row: dict[str, Any]) -> dict[str, str]:
    model_a, model_b = row["cmp_key"].split("_")
    return {
        "item_id": _item_id(row),
        "prompt": "\n\n".join(part for part in (row["instruction"], row["input"]) if part),
        "response_a": str(row["response1"]),
        "response_b": str(row["response2"]),
        "model_a": model_a,
        "model_b": model_b,
        "cmp_key": row["cmp_key"],
        "motivation_app": row["motivation_app"],
    }


def _answers(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        for rater in RATERS:
            answer = {"order": ORDERS[row[rater]]}
            yield {"item_id": _item_id(row), "annotator": rater, "answer": answer}


def _item_id(row: dict[str, Any]) -> str:
    return f"pandalm-{row['idx']:03d}"
