"""LLMBar: pairs of responses of which one follows the instruction, known beforehand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd

from trainer_widgets.formats.public import Converted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CARD = """\
419 pairs of responses of which one follows the instruction and the other does not; the right one
is known (`gold.parquet`). One hundred pairs are natural, the others were made to mislead a judge:
the wrong response looks better at first sight. The authors report that people agree with the
labels in 94 % of a sample.

It holds no labels by people, no models' names and no times. It tests judges of instruction
following, not of taste, and says nothing about how often models go wrong.

Columns: responses `a` and `b` are `output_1` and `output_2`; the feature `subset` is the folder
of the original file: Natural, Neighbor, GPTInst, GPTOut or Manual."""


def convert(files: Mapping[str, Path]) -> Converted:
    """Return the parts of a project made of the five ``dataset.json`` files."""
    items, gold = [], []
    for name, path in files.items():
        subset = name.split("/")[-2]
        for number, row in enumerate(json.loads(path.read_text(encoding="utf-8"))):
            item_id = f"llmbar-{subset.lower()}-{number:03d}"
            items.append(
                {
                    "item_id": item_id,
                    "prompt": row["input"],
                    "response_a": row["output_1"],
                    "response_b": row["output_2"],
                    "subset": subset,
                }
            )
            reason = f"LLMBar, {subset}: this response follows the instruction."
            gold.append({"item_id": item_id, "choice": " ab"[row["label"]], "reason": reason})
    return Converted(pd.DataFrame(items), [], pd.DataFrame(gold), CARD)
