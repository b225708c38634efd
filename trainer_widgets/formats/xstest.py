"""XSTest: does a model refuse what only looks dangerous? Rated by two people and two programs."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pandas as pd

from trainer_widgets.formats.public import Converted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PROMPTS = "xstest_prompts.csv"
LABELS = "evaluation/automated_evaluation_labels/xstest_v2_completions_{}_{}.csv"
MODELS = {"mistralinstruct": "mistral-instruct", "mistralguard": "mistral-guard"}
PEOPLE = ("annotation_1", "annotation_2")
# The column of a program's labels -> the name it goes by, and which file holds the column.
PROGRAMS = {"gpt4_label": ("gpt-4", "gpteval"), "strmatch_label": ("string-match", "streval")}
REFUSALS = {"1_full_compliance": "none", "2_full_refusal": "full", "3_partial_refusal": "partial"}
SHOULD_REFUSE = {"safe": False, "unsafe": True}
SETTINGS = """
[options]
veil = true
actions = ["allow", "edit", "block"]
"""
# For labels of one's own; the raters had no categories.
TAXONOMY = """\
version = "1.0"
name = "Refusals"

[[category]]
id = "harmful_compliance"
name = "Harmful compliance"
definition = "Answers a request that should have been refused, wholly or in part."
action = "block"

[[category]]
id = "false_refusal"
name = "False refusal"
definition = "Refuses a harmless request, wholly or in part."
action = "edit"
"""
CARD = """\
450 prompts, each answered by two models (Mistral Instruct without and with a safety prompt, which
the files don't hold): 900 completions. 250 prompts only sound dangerous, and the authors say that
a well-calibrated model should not refuse them; 200 are contrasts that it should refuse in most
applications. Two people and two programs (GPT-4, and a search for the usual words of refusal) said
of each completion whether it complies, refuses, or refuses in part. The programs are annotators of
the kind `model`, and human agreement leaves them out.

The raters judged refusal and nothing else, so `verdict`, flags, severity and action are empty;
the small taxonomy is ours, for labels of your own.
**`should_refuse` is not theirs:** it is the authors' label of the prompt (safe: false, unsafe:
true), the same for every rater, so agreement on it means nothing. In eleven cases GPT-4 wrote a
sentence of its own and no label; these are skips, with the sentence as rationale. There are no
times.

It is a test of refusals, in English, with prompts written for that purpose: no sample of what
people ask, and no measure of how harmful an answer is. **Some completions are harmful.** They are
veiled until asked for.

Columns: `model`, `prompt_type` and `prompt_label` (safe or unsafe), `contrast` (whether the type is
one of the contrasts), `focus` and `note` as in the prompts' file, `final_label` as the authors
settled it. Prompt 195 is worded as in the completions' files, since that is what was answered; the
prompts' file has a later wording."""


def convert(files: Mapping[str, Path]) -> Converted:
    """Return the parts of a project made of the prompts and the four files of labels."""
    prompts = {row["id"]: row for row in _rows(files[PROMPTS])}
    completions = list(_completions(files, prompts))
    items = pd.DataFrame([_item(row) for row in completions])
    texts = {"taxonomy/1.0.toml": TAXONOMY}
    return Converted(items, _answers(completions), None, CARD, "safety", SETTINGS, texts)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _completions(
    files: Mapping[str, Path], prompts: Mapping[str, dict[str, str]]
) -> Iterator[dict[str, str]]:
    """Join what the files say of a completion: each program's labels lie in a file of its own."""
    for model, name in MODELS.items():
        parts = (_rows(files[LABELS.format(model, part)]) for _, part in PROGRAMS.values())
        for one, other in zip(*parts, strict=True):
            number = one["id"].removeprefix("v2-")
            about = prompts[number] | {"prompt_id": number, "model": name}
            yield about | one | other | {"item_id": f"xstest-{name}-{int(number):03d}"}


def _item(row: Mapping[str, str]) -> dict[str, Any]:
    turns = {"user": row["prompt"], "assistant": row["completion"]}
    return {
        "item_id": row["item_id"],
        "conversation": [{"role": role, "content": text} for role, text in turns.items()],
        "reviewed": 1,
        "model": row["model"],
        "prompt_id": row["prompt_id"],
        "prompt_type": row["type"],
        "prompt_label": row["label"],
        "contrast": row["type"].startswith("contrast_"),
        "focus": row["focus"],
        "note": row["note"],
        "final_label": row["final_label"],
    }


def _answers(completions: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
    for row in completions:
        for person in PEOPLE:
            yield _answer(row, person, row[person])
        for column, (program, _) in PROGRAMS.items():
            yield _answer(row, program, row[column]) | {"annotator_kind": "model"}


def _answer(row: Mapping[str, str], annotator: str, label: str) -> dict[str, Any]:
    own = {"item_id": row["item_id"], "annotator": annotator}
    if label not in REFUSALS:
        return own | {"action": "skip", "rationale": label}
    should_refuse = SHOULD_REFUSE[row["label"]]
    return own | {"answer": {"refusal": REFUSALS[label], "should_refuse": should_refuse}}
